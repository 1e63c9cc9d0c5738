"""Ways to tell people, what they were told, and who watches that Rempart itself is not silent."""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Account, Owned
from rempart.directory.store.sealed_field import SealedField


class MailServer(models.Model):
    """How mail leaves this installation; one row. `sealed` is the password (context `mail`).

    `confirmed_at_ms` is set when a test mail was seen to arrive; new settings clear it, and pages say so.
    """

    TLS, STARTTLS, PLAIN = "tls", "starttls", "plain"

    one = models.PositiveSmallIntegerField(unique=True, default=1)
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField()
    security = models.CharField(max_length=10)
    user = models.CharField(max_length=255, blank=True)
    sealed = SealedField(bound_to="mail", blank=True)
    sender = models.EmailField()
    code = models.CharField(max_length=12, blank=True)
    confirmed_at_ms = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class Habit(models.Model):
    """When a person may be disturbed: zone by IANA name, minutes of the day on the clock there."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE)
    zone = models.CharField(max_length=64, default="UTC")
    quiet_begin = models.PositiveSmallIntegerField(null=True)
    quiet_end = models.PositiveSmallIntegerField(null=True)
    digest_minute = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.account} in {self.zone}"


class Way(Owned):
    """One way to tell one person (`account`), or everybody in a room (no account).

    `sealed` holds the settings (context `way:<uid>`): whoever knows a room's address can post there.
    """

    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    unit = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    sealed = SealedField(bound_to="way:{0.uid}")
    least = models.PositiveSmallIntegerField()
    after_min = models.PositiveSmallIntegerField(default=0)
    is_paused = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Notice(Owned):
    """One cause. Further reports of it are counted here; `log` and `index` are the first one's place."""

    OPEN, TAKEN, OVER = "open", "taken", "over"

    cause = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    severity = models.PositiveSmallIntegerField()
    subject_kind = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=128)
    body: Any = models.JSONField(default=dict)
    log = models.CharField(max_length=64)
    index = models.BigIntegerField()
    last_index = models.BigIntegerField()
    count = models.PositiveIntegerField(default=1)
    first_at_ms = models.BigIntegerField()
    last_at_ms = models.BigIntegerField()
    state = models.CharField(max_length=10, default=OPEN)
    taken_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    taken_at_ms = models.BigIntegerField(null=True)
    over_at_ms = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "state", "-last_at_ms"]),
            models.Index(fields=["organisation", "cause", "state"]),
        ]

    def __str__(self) -> str:
        return self.cause


class Telling(models.Model):
    """One notice by one way. Taken by a conditional update of `lease_until_ms`; `code` says why it failed."""

    WAITING, SENT, DROPPED, FAILED = "waiting", "sent", "dropped", "failed"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE)
    way = models.ForeignKey(Way, on_delete=models.CASCADE)
    in_digest = models.BooleanField(default=False)
    reminders = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, default=WAITING)
    due_at_ms = models.BigIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    lease_until_ms = models.BigIntegerField(default=0)
    sent_at_ms = models.BigIntegerField(null=True)
    code = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "due_at_ms"])]

    def __str__(self) -> str:
        return f"{self.notice} by {self.way}"


class Pulse(models.Model):
    """Where this installation reports that it lives; one row. `sealed` is the address (context `pulse`)."""

    one = models.PositiveSmallIntegerField(unique=True, default=1)
    sealed = SealedField(bound_to="pulse")
    every_s = models.PositiveIntegerField(default=60)
    last_ok_ms = models.BigIntegerField(null=True)
    code = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"every {self.every_s} s"


class Peer(Owned):
    """Something that reports here that it lives: another Rempart, a backup job. Only its secret's digest is kept."""

    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    every_s = models.PositiveIntegerField()
    last_ms = models.BigIntegerField(null=True)
    is_silent = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name
