"""Tables of joiners, movers and leavers. Personal fields stand in rows that go with their person, never in entries."""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Organisation, Owned, Person, Team
from rempart.directory.store.sealed_field import SealedField
from rempart.lifecycle.core.change import Kind, Source
from rempart.lifecycle.core.steps import RevocationState, Stage

MAX_TEXT = 254  # user names and names, as an e-mail address at its longest


class House(models.Model):
    """What the organisation says of itself here: the clock by which a last day ends."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    time_zone = models.CharField(max_length=64, default="UTC")
    told_at_ms = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.time_zone


class Employment(Owned):
    """One person's standing here, and how the identity system knows them. It goes when the person is erased.

    `scim` is the resource as the identity system last wrote it; the columns beside it are what filters ask for.
    `mapped_role` is the role that teams brought, empty when none did: only that one is taken away by a team.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE)
    is_present = models.BooleanField(default=True)
    joined_at_ms = models.BigIntegerField(null=True)
    left_at_ms = models.BigIntegerField(null=True)
    mapped_role = models.CharField(max_length=20, blank=True)
    is_provisioned = models.BooleanField(default=False)
    is_active = models.BooleanField(null=True)
    user_name = models.CharField(max_length=MAX_TEXT, blank=True)
    user_key = models.CharField(max_length=MAX_TEXT, blank=True, db_index=True)
    external_id = models.CharField(max_length=MAX_TEXT, blank=True, db_index=True)
    given_name = models.CharField(max_length=MAX_TEXT, blank=True)
    family_name = models.CharField(max_length=MAX_TEXT, blank=True)
    formatted = models.CharField(max_length=MAX_TEXT, blank=True)
    display_name = models.CharField(max_length=MAX_TEXT, blank=True)
    scim: Any = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "user_key"],
                condition=models.Q(is_provisioned=True),
                name="one_user_per_user_name",
            )
        ]

    def __str__(self) -> str:
        return f"employment of {self.person}"


class ScimEmail(models.Model):
    """An address of a user, as the identity system has it; a row of its own so that filters can ask for it."""

    employment = models.ForeignKey(Employment, on_delete=models.CASCADE, related_name="emails")
    value = models.CharField(max_length=MAX_TEXT, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    is_primary = models.BooleanField(null=True)

    def __str__(self) -> str:
        return self.kind


class ScimGroup(Owned):
    """How the identity system knows a team."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE)
    external_id = models.CharField(max_length=MAX_TEXT, blank=True)
    is_provisioned = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.team)


class RoleMapping(Owned):
    """People of this team may sign in with this role; the only way in which a list from outside gives a right."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])

    def __str__(self) -> str:
        return f"{self.team} as {self.role}"


class ScimToken(Owned):
    """A bearer token of the identity system; only its digest is kept."""

    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    until_ms = models.BigIntegerField()
    revoked_at_ms = models.BigIntegerField(null=True)
    last_used_ms = models.BigIntegerField(null=True)
    window_ms = models.BigIntegerField(default=0)
    used_in_window = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Transition(Owned):
    """A change that was asked for, and what became of it. `person_uid` outlives the person; it names nobody."""

    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    person_uid = models.CharField(max_length=16, db_index=True)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    before: Any = models.JSONField(default=dict)
    after: Any = models.JSONField(default=dict)
    source = models.CharField(max_length=10, choices=[(source.value, source.value) for source in Source])
    is_urgent = models.BooleanField(default=False)
    takes = models.BooleanField(default=False)
    hr_at_ms = models.BigIntegerField()
    due_at_ms = models.BigIntegerField(db_index=True)
    requester = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    approver = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.CharField(max_length=64, db_index=True)
    stage = models.CharField(max_length=10, choices=[(stage.value, stage.value) for stage in Stage], db_index=True)
    reason = models.CharField(max_length=40, blank=True)
    paused_until_ms = models.BigIntegerField(null=True)
    applied_at_ms = models.BigIntegerField(null=True, db_index=True)
    closed_at_ms = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.person_uid} {self.stage}"


class Connection(Owned):
    """A system of the organisation in which access ends too. Secrets are sealed (channel/sealed.py)."""

    connector = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    settings: Any = models.JSONField(default=dict)
    secrets = SealedField(bound_to="lifecycle-connection:{0.uid}", default=b"")
    is_on = models.BooleanField(default=True)
    is_paused = models.BooleanField(default=False)
    last_ok_ms = models.BigIntegerField(null=True)
    silent_since_ms = models.BigIntegerField(null=True)
    alarm = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.title


class Revocation(Owned):
    """Access of one leaver in one system: to be ended, tried, ended. The outbox that duties/revoke.py works through."""

    change = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="revocations")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="revocations")
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in RevocationState])
    tries = models.PositiveIntegerField(default=0)
    next_at_ms = models.BigIntegerField(db_index=True)
    lease_until_ms = models.BigIntegerField(default=0)
    proof: Any = models.JSONField(default=dict)
    trouble = models.CharField(max_length=40, blank=True)
    done_at_ms = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["change", "connection"], name="one_revocation_per_system")
        ]

    def __str__(self) -> str:
        return f"{self.connection} {self.state}"


class KnownAs(models.Model):
    """By what a system knows a person when their address does not tell. It goes when the person is erased."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    name = models.CharField(max_length=MAX_TEXT)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["connection", "person"], name="one_name_per_system")
        ]

    def __str__(self) -> str:
        return f"in {self.connection}"


class HrSource(models.Model):
    """The personnel system that calls us: two secrets while they are being exchanged, both sealed."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    secret = SealedField(bound_to="hr-source:{0.organisation.uid}")
    former = SealedField(bound_to="hr-source:{0.organisation.uid}", default=b"")
    former_until_ms = models.BigIntegerField(default=0)
    may_urge = models.BooleanField(default=False)
    made_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    last_event_ms = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"of {self.organisation}"


class HrEvent(models.Model):
    """An event that was taken, so that it is taken once."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    event_id = models.CharField(max_length=120)
    received_ms = models.BigIntegerField(db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "event_id"], name="one_row_per_hr_event")
        ]

    def __str__(self) -> str:
        return self.event_id
