"""Tables of mail drills. Purpose: to exercise and to measure how a group sees through and reports, never one person.

Two sides that share no column: `Recipient` knows the person and whether mail went out, `Message` knows token and
hits. They meet only in store/joining.py, under a key that is sealed. Kept for `KEPT_DAYS` after a campaign's end.
"""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Owned, Person
from rempart.directory.store.sealed_field import SealedField
from rempart.mail.core.drill.states import Group, Sent, State

KEPT_DAYS = 365  # individual results are gone after twelve months; counts stay
TEAM_MINIMUM = 8  # no figure of fewer people than this


class DrillKey(Owned):
    """The key of the join between person and pseudonym, and of all tokens: one for an organisation."""

    sealed = SealedField(bound_to="drillkey:{0.uid}")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation"], name="mail_drillkey_once")
        ]

    def __str__(self) -> str:
        return f"drill key of {self.organisation}"


class Profile(Owned):
    """A way out for drill mail: the organisation's own mail server. `sealed` holds password and DKIM key."""

    name = models.CharField(max_length=100)
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField(default=587)
    tls = models.CharField(max_length=10, default="starttls")  # starttls | tls | none (only inside the fence)
    username = models.CharField(max_length=200, blank=True)
    from_address = models.EmailField()
    from_name = models.CharField(max_length=100, blank=True)
    dkim_selector = models.CharField(max_length=63, blank=True)
    connections = models.PositiveSmallIntegerField(default=4)
    domain_a_minute = models.PositiveIntegerField(default=600)
    tested_ms = models.BigIntegerField(null=True)
    sealed = SealedField(bound_to="mailprofile:{0.uid}")

    def __str__(self) -> str:
        return self.name


class OwnTemplate(Owned):
    """A template that the organisation wrote. `body` is core/drill/template.py's form, in each language it has."""

    name = models.CharField(max_length=100)
    body: Any = models.JSONField(default=dict)
    changed_ms = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Campaign(Owned):
    """One drill. `body` is the template as it was at the start: what is shown afterwards is what was sent.

    `team_minimum` and the teams of `Recipient.cut` are fixed at the start: figures of two cuts could single out a person.
    """

    name = models.CharField(max_length=100)
    state = models.CharField(max_length=8, default=State.DRAFT)
    template = models.CharField(max_length=40)  # id of a shipped one, or uid of OwnTemplate
    body: Any = models.JSONField(default=dict)
    language = models.CharField(max_length=10, default="en")  # of whoever chose none
    own_language = models.BooleanField(default=True)  # whoever chose one gets that
    difficulty = models.CharField(max_length=12, blank=True)
    alignment: Any = models.JSONField(default=list)  # five answers, core/drill/phish_scale.py
    stages = models.PositiveSmallIntegerField(default=1)
    profile = models.ForeignKey(Profile, null=True, on_delete=models.SET_NULL)
    sender_name = models.CharField(max_length=100, blank=True)
    sender_address = models.EmailField(blank=True)
    audience: Any = models.JSONField(default=dict)
    # when: from `starts_ms` to `ends_ms`, within working hours of `zone`
    starts_ms = models.BigIntegerField(default=0)
    ends_ms = models.BigIntegerField(default=0)
    zone = models.CharField(max_length=64, default="Europe/Paris")
    day_from = models.PositiveSmallIntegerField(default=9 * 60)  # minutes after midnight
    day_until = models.PositiveSmallIntegerField(default=17 * 60)
    weekdays: Any = models.JSONField(default=list)  # 0 is Monday
    jitter = models.BooleanField(default=True)
    # who, and who sees no teaching page
    control_percent = models.PositiveSmallIntegerField(default=0)
    team_minimum = models.PositiveSmallIntegerField(default=TEAM_MINIMUM)
    seed = models.CharField(max_length=32, blank=True)
    # what must be recorded before a start
    purpose = models.TextField(max_length=1_000, blank=True)
    notice_ms = models.BigIntegerField(null=True)
    notice_reference = models.CharField(max_length=200, blank=True)
    consulted_ms = models.BigIntegerField(null=True)
    consulted_who = models.CharField(max_length=200, blank=True)
    consulted_reference = models.CharField(max_length=200, blank=True)
    begun_ms = models.BigIntegerField(null=True)
    ended_ms = models.BigIntegerField(null=True)
    counts: Any = models.JSONField(null=True)  # of the mails by state, once the single ones are forgotten
    forgotten_ms = models.BigIntegerField(null=True)
    # the worker that sends it now, why the last try ended, and when the next one may begin
    link_origin = models.CharField(max_length=300, blank=True)
    lease = models.CharField(max_length=32, blank=True)
    lease_until_ms = models.BigIntegerField(default=0)
    next_ms = models.BigIntegerField(default=0)
    trouble = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name


class Recipient(models.Model):
    """That a person is in a campaign, and how many mails went to them: no token, no pseudonym, no time."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    sent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["campaign", "person"], name="mail_recipient_once")
        ]

    def __str__(self) -> str:
        return f"recipient {self.pk}"


class Message(models.Model):
    """One mail to a pseudonym: the same one for a person in all campaigns, so that an effect can be followed.

    `token_hash` is SHA-256 of the token in hex; the token itself is stored nowhere (store/joining.py makes it).
    `cut` is the uid of a team of at least `team_minimum` people in this campaign, or empty.
    """

    uid = models.CharField(max_length=32, unique=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE)
    pseudonym = models.CharField(max_length=32)
    group = models.CharField(max_length=8, default=Group.TAUGHT)
    cut = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=10)
    stage = models.PositiveSmallIntegerField(default=1)
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, default=Sent.PLANNED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_ms = models.BigIntegerField()
    at_ms = models.BigIntegerField(null=True)  # when it came to its present state
    code = models.CharField(max_length=20, blank=True)  # of the server's answer, never its words: they hold addresses

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["campaign", "pseudonym", "stage"], name="mail_message_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["campaign", "state", "due_ms"]),
            models.Index(fields=["pseudonym"]),
        ]

    def __str__(self) -> str:
        return f"message {self.uid}"


class Departed(Owned):
    """Who has left, as the record says: nobody writes to them any more. Gone with the person, or when they come back."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return f"departed {self.pk}"


class PastCampaign(Owned):
    """A campaign brought from another system: counts alone, nobody's results. Read only."""

    name = models.CharField(max_length=200)
    source = models.CharField(max_length=20)
    begun_ms = models.BigIntegerField(null=True)
    ended_ms = models.BigIntegerField(null=True)
    counts: Any = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name
