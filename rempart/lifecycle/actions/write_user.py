"""Write a person by the word of the identity system; what it takes away goes through the brakes like any change."""

from typing import Any, NamedTuple

from rempart.directory.actions.action import Record, now_ms, system_action
from rempart.directory.store.models import Organisation, Person
from rempart.events import directory, lifecycle
from rempart.lifecycle.actions.ask_change import ask_change
from rempart.lifecycle.actions.standing import standing_of
from rempart.lifecycle.core.change import Source, Standing
from rempart.lifecycle.core.profile import Profile
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store.models import Employment, ScimEmail, ScimToken, Transition
from rempart.terms.scope import Subject

IDENTITY = "identity"


class Taken(ValueError):
    """The user name, or the address, belongs to another user."""


class Written(NamedTuple):
    """The row, and the change that waits or was refused, None when everything asked for is true now."""

    employment: Employment
    held: Transition | None


def write_user(
    token: ScimToken, profile: Profile, scim: dict[str, Any], row: Employment | None, hr_at_ms: int | None = None
) -> Written:
    """Make (`row` None: someone known by name, number or address is taken up again) or replace. Raises Taken."""
    moment = now_ms() if hr_at_ms is None else hr_at_ms
    with system_action(token.organisation, f"scim:{token.uid}") as record:
        row = row or _known(token.organisation, profile) or _new(record, token.organisation, profile)
        was_known = row.is_provisioned
        _check_free(row, profile)
        _fill(row, profile, scim)
        sealed = record.seal(row.person.uid, IDENTITY, _identity(row.person))
        record.event(lifecycle.USER_WRITTEN, Subject("person", row.person.uid), {}, commitments=sealed)
        held = None
        wanted = profile.is_active is not False
        if wanted != row.is_present or was_known:
            held = _stand(record, token, row, wanted, moment)
        if held is not None:  # what was asked for is not true yet, and must not be told as if it were
            Employment.objects.filter(pk=row.pk).update(is_active=row.is_present)
    row.refresh_from_db()
    return Written(row, held)


def end_user(token: ScimToken, row: Employment) -> Written:
    """DELETE: the person leaves and the identity system sees them no more; nothing is erased."""
    with system_action(token.organisation, f"scim:{token.uid}") as record:
        record.event(lifecycle.USER_WRITTEN, Subject("person", row.person.uid), {"deleted": 1})
        held = _stand(record, token, row, False, now_ms())
        if held is None:
            Employment.objects.filter(pk=row.pk).update(is_provisioned=False)
    return Written(row, held)


def _stand(record: Record, token: ScimToken, row: Employment, present: bool, moment: int) -> Transition | None:
    now = standing_of(row.person)
    after = Standing(present, now.teams if present else frozenset())
    if not present and not now.is_present and not now.teams:
        return None
    change = ask_change(record, row.person, after, Source.SCIM, requester=token.made_by, hr_at_ms=moment)
    return change if change is not None and change.stage != Stage.APPLIED else None


def _known(organisation: Organisation, profile: Profile) -> Employment | None:
    """Someone who was here before, or whom a list added: history goes on, rights do not come back."""
    here = Employment.objects.filter(organisation=organisation).select_related("person").order_by("-pk")
    if here.filter(is_provisioned=True, user_key=profile.user_name.casefold()).exists():
        raise Taken("userName")
    former = here.filter(is_provisioned=False).exclude(user_key="")
    found = former.filter(user_key=profile.user_name.casefold()).first()
    if found is None and profile.external_id:
        found = former.filter(external_id=profile.external_id).first()
    if found is not None:
        return found
    people = Person.objects.filter(organisation=organisation).order_by("-pk")
    person = people.filter(email__iexact=profile.email).first() if profile.email else None
    if person is None and profile.staff_number:
        person = people.filter(staff_number=profile.staff_number).first()
    if person is None:
        return None
    row, _ = Employment.objects.get_or_create(person=person, defaults={"organisation": organisation})
    return row


def _new(record: Record, organisation: Organisation, profile: Profile) -> Employment:
    person = Person.objects.create(
        organisation=organisation, name=profile.name, email=profile.email, staff_number=profile.staff_number
    )
    record.event(directory.PERSON_ADDED, Subject("person", person.uid), {})
    return Employment.objects.create(organisation=organisation, person=person, is_present=False)


def _check_free(row: Employment, profile: Profile) -> None:
    others = Employment.objects.filter(organisation=row.organisation, is_provisioned=True).exclude(pk=row.pk)
    if others.filter(user_key=profile.user_name.casefold()).exists():
        raise Taken("userName")
    people = Person.objects.filter(organisation=row.organisation).exclude(pk=row.person_id)
    if profile.email and people.filter(email__iexact=profile.email).exists():
        raise Taken("emails.value")


def _fill(row: Employment, profile: Profile, scim: dict[str, Any]) -> None:
    person = row.person
    person.name, person.email, person.staff_number = profile.name, profile.email, profile.staff_number
    person.save(update_fields=["name", "email", "staff_number"])
    row.user_name, row.user_key, row.external_id = profile.user_name, profile.user_name.casefold(), profile.external_id
    row.given_name, row.family_name, row.formatted = profile.given_name, profile.family_name, profile.formatted
    row.display_name = profile.display_name
    row.is_provisioned = True
    row.is_active = profile.is_active
    row.scim = {key: value for key, value in scim.items() if key != "active"}
    row.version += 1
    row.save()
    ScimEmail.objects.filter(employment=row).delete()
    ScimEmail.objects.bulk_create(
        ScimEmail(employment=row, value=value, kind=kind, is_primary=primary) for value, kind, primary in profile.emails
    )


def _identity(person: Person) -> dict[str, str]:
    return {"name": person.name, "email": person.email, "staff_number": person.staff_number}
