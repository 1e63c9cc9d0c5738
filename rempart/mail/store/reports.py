"""Tables of reported mails. Purpose: to find out what a suspicious mail is, to answer whoever reported it, and to act.

A reported mail is kept sealed for `RAW_DAYS`, the report without it for `KEPT_DAYS` (duty mail_reports_forget). Reports
of drills are kept apart: `DrillReport` knows the message and no person, `Thanks` the person and the day and no message.
"""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Account, Owned, Person
from rempart.directory.store.sealed_field import SealedField
from rempart.mail.core.reported.states import Letter, Pile
from rempart.mail.store.drill import Message

RAW_DAYS = 90  # a wave of mails is over by then; what trains the judge is exported before
KEPT_DAYS = 366  # individual results are gone after twelve months


class Cluster(Owned):
    """Reports of one mail, decided together. `marks` are digests (core/reported/likeness.py), `found` is sealed words.

    `machine` is what the machine says, `likelihood` its probability of phishing in thousandths; both empty until it looked.
    """

    pile = models.CharField(max_length=10, default=Pile.QUEUE)
    marks: Any = models.JSONField(default=dict)
    opened_ms = models.BigIntegerField()
    newest_ms = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)
    looked_ms = models.BigIntegerField(null=True)
    look_tries = models.PositiveSmallIntegerField(default=0)
    machine = models.CharField(max_length=12, blank=True)
    likelihood = models.PositiveSmallIntegerField(null=True)
    found = SealedField(bound_to="mailcluster:{0.uid}", default=b"")
    decision = models.CharField(max_length=10, blank=True)
    decided_ms = models.BigIntegerField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "decision", "newest_ms"])]

    def __str__(self) -> str:
        return f"cluster {self.uid}"


class Report(Owned):
    """One mail that one person reported, and that is no drill of ours. Neither account nor person: nobody vouches for it.

    `arrival` is the SHA-256 of what came in: the same thing sent twice is one report. `raw` is the mail, `brief` its
    subject and sender, both sealed; `raw` is empty once it was forgotten.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    way = models.CharField(max_length=10)
    arrival = models.CharField(max_length=64)
    raw = SealedField(bound_to="mailreport:{0.uid}", default=b"")
    brief = SealedField(bound_to="mailbrief:{0.uid}", default=b"")
    size = models.PositiveIntegerField()
    at_ms = models.BigIntegerField()
    answered_ms = models.BigIntegerField(null=True)
    is_counted = models.BooleanField(default=False)  # the record has heard that it was a true one
    letter = models.CharField(max_length=10, default=Letter.NONE, blank=True)
    letter_tries = models.PositiveSmallIntegerField(default=0)
    letter_next_ms = models.BigIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "arrival"]),
            models.Index(fields=["account", "at_ms"]),
            models.Index(fields=["letter", "letter_next_ms"]),
        ]

    def __str__(self) -> str:
        return f"report {self.uid}"


class DrillReport(models.Model):
    """That a drill mail was reported by whom it was sent to, and when. No person and no account: figures need none."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE)
    at_ms = models.BigIntegerField()
    way = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"report of {self.message}"


class Thanks(Owned):
    """How many drill mails a person reported on a day: no message, no hour. The record hears it once the day is over."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    day = models.PositiveIntegerField()  # days since 1970
    count = models.PositiveSmallIntegerField(default=0)
    is_told = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "account", "day"], name="mail_thanks_once")
        ]

    def __str__(self) -> str:
        return f"thanks {self.uid}"


class ReportKey(Owned):
    """What the button in somebody's mail program carries: it can report, and do nothing else. Only its digest is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    start = models.CharField(max_length=12)
    made_ms = models.BigIntegerField()
    until_ms = models.BigIntegerField()
    used_ms = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.start


class Mailbox(Owned):
    """The mailbox that people send suspicious mails on to; read by IMAP. `sealed` is its password.

    `authserv_id` is the name under which the organisation's own server writes what it found out about a sender;
    `own_hops` how many own servers write a line after it. `trouble` is a code, empty while all is well.
    """

    address = models.EmailField()
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField(default=993)
    username = models.CharField(max_length=200)
    sealed = SealedField(bound_to="reportbox:{0.uid}")
    folder = models.CharField(max_length=100, default="INBOX")
    authserv_id = models.CharField(max_length=253, blank=True)
    own_hops = models.PositiveSmallIntegerField(default=0)
    is_on = models.BooleanField(default=True)
    next_ms = models.BigIntegerField(default=0)
    read_ms = models.BigIntegerField(null=True)
    later_ms = models.BigIntegerField(default=0)  # when those that were put off are tried again
    trouble = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation"], name="mail_mailbox_once")
        ]

    def __str__(self) -> str:
        return self.address
