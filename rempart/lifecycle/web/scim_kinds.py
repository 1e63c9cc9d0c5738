"""Users and groups as the SCIM server serves them: rows in, resources out, and the actions that write."""

from typing import Any, ClassVar, Protocol

from django.db import IntegrityError
from django.db.models import QuerySet
from scim2_models import Meta, Reference, Resource

from rempart.directory.store.models import Organisation, Team
from rempart.lifecycle.actions.write_group import NameTaken, NoSuchMember, end_group, members_of, write_group
from rempart.lifecycle.actions.write_user import Taken, end_user, write_user
from rempart.lifecycle.core.profile import BadProfile
from rempart.lifecycle.core.scim_forms import MAX_MEMBERS, Group, Member, Membership, Person, User
from rempart.lifecycle.core.scim_profile import profile_of
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store import scim_query
from rempart.lifecycle.store.models import Employment, ScimGroup, ScimToken
from rempart.lifecycle.web.scim_answers import ScimFault


class ScimKind(Protocol):
    """One resource type."""

    name: str
    model: type[Resource[Any]]
    columns: scim_query.Columns

    def rows(self, organisation: Organisation) -> QuerySet[Any]:
        """All of this organisation."""

    def find(self, organisation: Organisation, uid: str) -> Any:
        """One row, None for a stranger's."""

    def resource(self, row: Any, base: str) -> Resource[Any]:
        """As it is answered."""

    def put(self, token: ScimToken, resource: Resource[Any], row: Any) -> Any:
        """Write, through the brakes; the row. Raises ScimFault."""

    def end(self, token: ScimToken, row: Any) -> None:
        """DELETE. Raises ScimFault."""


class Users:
    """People."""

    name: str = "Users"
    model: type[Resource[Any]] = Person
    columns: scim_query.Columns = scim_query.USERS
    WORDS: ClassVar[dict[str, str]] = {"userName": "userName", "emails.value": "address"}

    def rows(self, organisation: Organisation) -> QuerySet[Any]:
        """See ScimKind."""
        return scim_query.users(organisation)

    def find(self, organisation: Organisation, uid: str) -> Employment | None:
        """See ScimKind."""
        return scim_query.users(organisation).filter(person__uid=uid).first()

    def resource(self, row: Employment, base: str) -> Resource[Any]:
        """See ScimKind."""
        user = Person.model_validate({"schemas": [str(User.__schema__)], **row.scim})
        user.id, user.active = row.person.uid, row.is_active
        user.groups = [
            Membership(value=team.uid, ref=Reference(f"{base}/Groups/{team.uid}"), display=team.name)
            for team in Team.objects.filter(person=row.person, scimgroup__is_provisioned=True).order_by("name", "pk")
        ] or None
        user.meta = _meta("User", row, f"{base}/Users/{row.person.uid}")
        answer: Resource[Any] = user
        return answer

    def put(self, token: ScimToken, resource: Resource[Any], row: Employment | None) -> Employment:
        """See ScimKind."""
        kept = resource.model_dump(exclude={"id", "meta", "groups", "active"})
        try:
            written = write_user(token, profile_of(resource), kept, row)
        except BadProfile as bad:
            raise ScimFault(400, f"{bad.attribute} {bad.reason}", "invalidValue") from bad
        except (Taken, IntegrityError) as taken:
            word = self.WORDS.get(str(taken), "userName")
            raise ScimFault(409, f"Another user has this {word}", "uniqueness") from taken
        if written.held is not None:
            raise _held(written.held.stage, written.held.reason, 1)
        return written.employment

    def end(self, token: ScimToken, row: Employment) -> None:
        """See ScimKind."""
        written = end_user(token, row)
        if written.held is not None:
            raise _held(written.held.stage, written.held.reason, 1)


class Groups:
    """Teams."""

    name: str = "Groups"
    model: type[Resource[Any]] = Group
    columns: scim_query.Columns = scim_query.GROUPS

    def rows(self, organisation: Organisation) -> QuerySet[Any]:
        """See ScimKind."""
        return scim_query.groups(organisation)

    def find(self, organisation: Organisation, uid: str) -> ScimGroup | None:
        """See ScimKind."""
        return scim_query.groups(organisation).filter(team__uid=uid).first()

    def resource(self, row: ScimGroup, base: str) -> Resource[Any]:
        """See ScimKind."""
        members = [
            Member(value=uid, ref=Reference(f"{base}/Users/{uid}"), type="User") for uid in sorted(members_of(row.team))
        ]
        group = Group(id=row.team.uid, display_name=row.team.name, members=members or None)
        group.external_id = row.external_id or None
        group.meta = _meta("Group", row, f"{base}/Groups/{row.team.uid}")
        return group

    def put(self, token: ScimToken, resource: Resource[Any], row: ScimGroup | None) -> ScimGroup:
        """See ScimKind."""
        assert isinstance(resource, Group)
        name, outer = (resource.display_name or "").strip(), resource.external_id or ""
        members = frozenset(str(member.value or "") for member in resource.members or [])
        if not 1 <= len(name) <= 200 or len(outer) > 254 or not name.isprintable():
            raise ScimFault(
                400, "displayName has 1 to 200 printable characters, externalId at most 254", "invalidValue"
            )
        if len(members) > MAX_MEMBERS:
            raise ScimFault(400, f"A group has at most {MAX_MEMBERS} members", "tooMany")
        try:
            written = write_group(token, name, outer, members, row)
        except NameTaken as taken:
            raise ScimFault(409, "Another group has this displayName", "uniqueness") from taken
        except NoSuchMember as missing:
            raise ScimFault(400, f"No user {missing}", "invalidValue") from missing
        if written.held:
            raise _held(Stage.PAUSED, "", written.held)
        return written.group

    def end(self, token: ScimToken, row: ScimGroup) -> None:
        """See ScimKind."""
        written = end_group(token, row)
        if written.held:
            raise _held(Stage.PAUSED, "", written.held)


def _held(stage: str, reason: str, count: int) -> ScimFault:
    if stage == Stage.REFUSED:
        return ScimFault(403, f"Refused: {reason}. The rest of the request was taken.")
    return ScimFault(409, f"{count} change(s) wait for a second person in Rempart. The rest of the request was taken.")


def _meta(kind: str, row: Employment | ScimGroup, location: str) -> Meta:
    return Meta(
        resource_type=kind,
        created=row.created_at,
        last_modified=row.changed_at,
        location=location,
        version=version_of(row),
    )


def version_of(row: Employment | ScimGroup) -> str:
    """The ETag."""
    return f'W/"{row.version}"'


USERS, GROUPS = Users(), Groups()
KINDS: dict[str, ScimKind] = {"Users": USERS, "Groups": GROUPS}
