"""Tables of what came of drill mails. Purpose: figures of groups, and each person's own results for that person alone.

A hit hangs on a message, which knows a pseudonym and no address. Address and browser line are sealed; they serve to tell
machines from people and are emptied after `RAW_DAYS`, hits are gone after `KEPT_DAYS` (mail_hits_forget). `Figures` holds
counts alone and stays.
"""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Organisation
from rempart.directory.store.sealed_field import SealedField
from rempart.mail.store.drill import Campaign, Message

RAW_DAYS = 90  # to judge again when a rule turns out wrong; a quarter shows it
KEPT_DAYS = 365  # individual results are gone after twelve months
HITS_MAX = 100  # of one mail; whatever comes on top is counted and says nothing more


class Hit(models.Model):
    """One request. `arrived` is its place in the spool: taken twice it is one row. `network` is a name under the
    organisation's drill key, the same for neighbours; `traits` is what the rules read of the sealed part.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE)
    arrived = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=6)
    link = models.PositiveSmallIntegerField(default=0)
    method = models.CharField(max_length=40)
    at_ms = models.BigIntegerField()
    network = models.CharField(max_length=32, blank=True)
    traits: Any = models.JSONField(default=dict)
    sealed = SealedField(bound_to="mailhit:{0.arrived}", default=b"", blank=True)
    by = models.CharField(max_length=10, blank=True)  # empty: not judged yet
    reasons: Any = models.JSONField(default=list)
    rules = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["message", "by"], name="mail_hit_message_by"),
            models.Index(fields=["rules"], name="mail_hit_rules"),
            models.Index(fields=["at_ms"], name="mail_hit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.arrived}"


class HitSegment(models.Model):
    """How far a segment of the spool was taken, and what was not stored: it names nobody. Of the installation as a whole."""

    name = models.CharField(max_length=50, unique=True)
    taken_bytes = models.BigIntegerField(default=0)
    stored = models.PositiveIntegerField(default=0)
    forged = models.PositiveIntegerField(default=0)  # no mail has that token
    surplus = models.PositiveIntegerField(default=0)  # beyond HITS_MAX, or of a closed organisation
    at_ms = models.BigIntegerField(default=0)
    is_over = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Networks(models.Model):
    """Networks that an organisation names: its own offices, behind which many people stand, and those of its mail filters."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    own: Any = models.JSONField(default=list)
    machines: Any = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)  # every change judges again

    def __str__(self) -> str:
        return f"networks of {self.organisation}"


class Figures(models.Model):
    """What came of a campaign, in counts, fixed at `at_ms`: figures that changed with one person would tell of that person."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE)
    at_ms = models.BigIntegerField()
    rules = models.PositiveSmallIntegerField(default=0)
    body: Any = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"figures of {self.campaign}"
