"""Take one reported mail: a drill of ours is thanked at once, anything else is sealed and put with its like.

A drill's report is two rows that share nothing: the message's, without a person, and the person's day, without a message.
"""

import hashlib
import json
from contextlib import AbstractContextManager
from dataclasses import dataclass

from django.db.models import Count, F, Sum

from rempart.channel.sealed import encrypt
from rempart.directory.actions.action import Record, now_ms, own_action, system_action
from rempart.directory.store.models import Account, Organisation, Person
from rempart.directory.store.sealed_field import context_of
from rempart.events import mail_reports as events
from rempart.mail.actions.count_true import count_true
from rempart.mail.core.reported.drill_token import tokens_in
from rempart.mail.core.reported.likeness import is_like, marks_from, marks_of
from rempart.mail.core.reported.limits import A_DAY, A_DAY_BYTES, AN_HOUR, MAX_MAIL, UNPROVEN_A_DAY
from rempart.mail.core.reported.look import Seen, look
from rempart.mail.core.reported.states import BAD, Decision, Letter, Pile, Way
from rempart.mail.store.drill import Message
from rempart.mail.store.joining import Joiner, hash_of
from rempart.mail.store.reports import Cluster, DrillReport, Report, Thanks
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.terms.scope import Subject

DAY_MS, HOUR_MS = DAY_S * 1_000, HOUR_S * 1_000
CANDIDATES = 500  # the newest clusters that a mail is held against
LIKE_FOR_DAYS = 30  # older ones are another wave


class TooLarge(ValueError):
    """More than a report may hold."""


class TooMany(ValueError):
    """The person has reported as much as is kept of one person in a day. Nothing was taken: it can be sent tomorrow."""


class Empty(ValueError):
    """There is no mail in what was sent."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who reports. Neither: nobody vouches for it, and nobody is thanked."""

    account: Account | None = None
    person: Person | None = None

    @property
    def is_proven(self) -> bool:
        """Is it known who this is?"""
        return self.account is not None or self.person is not None


@dataclass(frozen=True, slots=True)
class Taken:
    """`is_drill`: one of ours. Else the report; `is_new` is false for one that lay here already."""

    is_drill: bool
    report: Report | None = None
    is_new: bool = True


def report_mail(account: Account, organisation: Organisation, raw: bytes, way: Way) -> Taken:
    """By the page or the button: the account is who reports. Raises TooLarge, TooMany, Empty, PermissionDenied."""
    person = Person.objects.filter(organisation=organisation, account=account).first()
    return take_report(organisation, Who(account, person), raw, raw, way)


def take_report(organisation: Organisation, who: Who, raw: bytes, arrived: bytes, way: Way) -> Taken:
    """`raw` is the mail that is meant, `arrived` what came in around it."""
    if len(raw) > MAX_MAIL:
        raise TooLarge
    if not raw.strip():
        raise Empty
    seen = look(raw)
    arrival = hashlib.sha256(arrived).hexdigest()
    message = _drill(organisation, raw, seen)
    if message is not None and who.is_proven:
        return _thank(organisation, who, message, way)
    with _writing(organisation, who) as record:
        if (known := _known(organisation, who, arrival)) is not None:
            record.event(
                events.REPORT_MADE, Subject("report", known.uid), {"came": way.value, "is_drill": False, "again": True}
            )
            return Taken(False, known, is_new=False)
        pile = _pile(organisation, who, len(raw))
        report = _keep(organisation, who, raw, seen, arrival, way, pile)
        kind = events.REPORT_MADE if who.is_proven else events.REPORT_UNPROVEN
        record.event(kind, Subject("report", report.uid), {"came": way.value, "is_drill": False})
        if report.cluster.decision == Decision.PHISHING:
            count_true(record, report.cluster)
    return Taken(False, report)


def _writing(organisation: Organisation, who: Who) -> AbstractContextManager[Record]:
    """In the account's name where there is one and it is still a member."""
    return own_action(who.account, organisation) if who.account is not None else system_action(organisation)


def _drill(organisation: Organisation, raw: bytes, seen: Seen) -> Message | None:
    hashes = [hash_of(token) for token in tokens_in(raw, seen)]
    return Message.objects.filter(campaign__organisation=organisation, token_hash__in=hashes).order_by("pk").first()


def _thank(organisation: Organisation, who: Who, message: Message, way: Way) -> Taken:
    """Written by the system: an entry with the account beside the hour would join what is kept apart."""
    with system_action(organisation) as record:
        is_own = who.person is not None and Joiner(organisation).pseudonym(who.person.uid) == message.pseudonym
        is_first = False
        if is_own:
            _, is_first = DrillReport.objects.get_or_create(message=message, defaults={"at_ms": now_ms(), "way": way})
        if is_first and who.account is not None:
            day = now_ms() // DAY_MS
            row, _ = Thanks.objects.get_or_create(organisation=organisation, account=who.account, day=day)
            Thanks.objects.filter(pk=row.pk).update(count=F("count") + 1)
        body = {"came": way.value, "is_drill": True, "is_first": is_first}
        record.event(events.REPORT_MADE, Subject("campaign", message.campaign.uid), body)
    return Taken(True)


def _known(organisation: Organisation, who: Who, arrival: str) -> Report | None:
    mine = Report.objects.filter(organisation=organisation, account=who.account, person=who.person, arrival=arrival)
    return mine.select_related("cluster").order_by("pk").first()


def _pile(organisation: Organisation, who: Who, size: int) -> Pile:
    """Raises TooMany."""
    now = now_ms()
    mine = Report.objects.filter(organisation=organisation, account=who.account, person=who.person)
    day = mine.filter(at_ms__gt=now - DAY_MS).aggregate(count=Count("pk"), bytes=Sum("size"))
    if day["count"] >= (A_DAY if who.is_proven else UNPROVEN_A_DAY) or (day["bytes"] or 0) + size > A_DAY_BYTES:
        raise TooMany
    if not who.is_proven:
        return Pile.UNPROVEN
    return Pile.FLOOD if mine.filter(at_ms__gt=now - HOUR_MS).count() >= AN_HOUR else Pile.QUEUE


def _keep(organisation: Organisation, who: Who, raw: bytes, seen: Seen, arrival: str, way: Way, pile: Pile) -> Report:
    now = now_ms()
    cluster = _cluster(organisation, seen, pile, now)
    report = Report(
        organisation=organisation, cluster=cluster, account=who.account, person=who.person, way=way, arrival=arrival,
        size=len(raw), at_ms=now,
    )  # fmt: skip
    brief = {"subject": seen.subject, "sender": seen.sender, "address": seen.address, "date": seen.date, "message_id": seen.message_id}  # fmt: skip
    report.raw = encrypt(raw, context_of(report, "raw"))
    report.brief = encrypt(json.dumps(brief).encode(), context_of(report, "brief"))
    if cluster.decision and who.is_proven:  # it is known already what this mail is
        report.answered_ms, report.letter, report.letter_next_ms = now, Letter.DUE, now
    report.save()
    Cluster.objects.filter(pk=cluster.pk).update(count=F("count") + 1, newest_ms=now)
    return report


def _cluster(organisation: Organisation, seen: Seen, pile: Pile, now: int) -> Cluster:
    """The one it is like, of the same pile. One found harmless takes nothing in: whoever sends the next wave would hide there."""
    marks = marks_of(seen, organisation.uid)
    known = Cluster.objects.filter(organisation=organisation, pile=pile, newest_ms__gt=now - LIKE_FOR_DAYS * DAY_MS)
    for one in known.filter(decision__in=["", *BAD]).order_by("-newest_ms", "-pk")[:CANDIDATES]:
        if is_like(marks, marks_from(one.marks)):
            return one
    return Cluster.objects.create(
        organisation=organisation, pile=pile, marks=marks.stored(), opened_ms=now, newest_ms=now
    )


def word_of(report: Report) -> Decision | None:
    """What its mail was found to be; None while nobody has said."""
    return Decision(report.cluster.decision) if report.cluster.decision else None
