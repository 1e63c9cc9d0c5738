"""Send what is due of one running drill: several connections, one writer, nobody twice.

The writer claims mails durably, hands them to the connections, and records what they say; a kill in between leaves at
most as many mails unknown as there are connections. Those are listed for a person, and never sent again by themselves.
"""

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction

from rempart.channel.sealed import Unreadable
from rempart.directory.actions.action import Record, now_ms, one_at_a_time, system_action
from rempart.events import mail as events
from rempart.events.kind import EventKind
from rempart.mail.actions.start_campaign import hours_of, sender_of
from rempart.mail.actions.tell_mail import tell_drill
from rempart.mail.core.drill.letter import Reader, Sheet, plain_address, sheets
from rempart.mail.core.drill.pace import Pace, pace_of
from rempart.mail.core.drill.states import Sent, State
from rempart.mail.core.drill.timing import is_open, next_open
from rempart.mail.net.crew import Crew, Job
from rempart.mail.net.signing import Signer
from rempart.mail.net.smtp import ACCEPTED, LATER, UNKNOWN
from rempart.mail.store import outbox
from rempart.mail.store.audience import leaves
from rempart.mail.store.drill import Campaign, Message
from rempart.mail.store.joining import Joiner
from rempart.mail.store.profiles import server_of
from rempart.mail.store.templates import used_by
from rempart.terms.scope import Subject

LEASE_MS = 60_000  # longer than a server may take over one mail: who is silent for so long is gone
SLICE_S = 20.0  # then another campaign has its turn
LOOKED_AT = 500  # mails read at once
RETRY_MS = 60_000  # before a server that took no call is tried again
WAIT_S = 0.25  # for an answer, before the lease is looked after
REST_MS = 1_000  # when nothing may go just now


@dataclass
class _Run:
    """One worker's turn with one campaign."""

    row: Campaign
    lease: str
    lease_ms: int
    joiner: Joiner
    crew: Crew
    sheets: dict[tuple[int, str], Sheet]
    base: str
    pace: Pace
    people: dict[str, tuple[int, int]]  # by pseudonym: recipient and person
    away: dict[int, list[tuple[int, int]]]
    flying: dict[int, int] = field(default_factory=dict)  # message to recipient
    waiting: list[outbox.Due] = field(default_factory=list)  # read already, and not begun
    trouble: str = ""


def send_due(lease_ms: int = LEASE_MS, slice_s: float = SLICE_S) -> bool:
    """One turn with each campaign that has mail due; True when more may wait."""
    now = now_ms()
    rows = Campaign.objects.filter(
        state=State.RUNNING, next_ms__lte=now, lease_until_ms__lte=now, organisation__closure=None
    )
    more = False
    for row in rows.select_related("organisation", "profile").order_by("pk"):
        more |= _turn(row, lease_ms, slice_s)
    return more


def _turn(row: Campaign, lease_ms: int, slice_s: float) -> bool:
    now, lease = now_ms(), secrets.token_hex(16)
    if not is_open(now, hours_of(row)) and Message.objects.filter(campaign=row, state=Sent.PLANNED).exists():
        _rest(row, next_open(now, hours_of(row)))
        return False
    if not outbox.take_lease(row, lease, now, lease_ms):
        return False
    _tell_unknown(row)
    try:
        run = _begin(row, lease, lease_ms)
    except Unreadable:
        _fail(row, "sealed")
        outbox.put_down(row, lease)
        return False
    try:
        more = _work(run, time.monotonic() + slice_s)
    finally:
        run.crew.close()
    outbox.put_down(row, lease)
    _after(run)
    return more


def _begin(row: Campaign, lease: str, lease_ms: int) -> _Run:
    template, profile = used_by(row), row.profile
    if profile is None or template is None:
        raise Unreadable("the way out was removed")
    server, dkim_key = server_of(profile)
    sender = sender_of(row)
    signer = Signer(dkim_key, profile.dkim_selector, sender.domain) if dkim_key else None
    joiner = Joiner(row.organisation)
    names = dict.fromkeys(template.words, sender.name) if sender.name else {}
    return _Run(
        row, lease, lease_ms, joiner, Crew(server, profile.connections, sender.address, signer),
        sheets(template, row.organisation.name, names, plain_address(sender.address)), f"{row.link_origin}/t/",
        pace_of(profile.uid, profile.domain_a_minute), joiner.join(row), leaves(row.organisation, now_ms(), row.ends_ms),
    )  # fmt: skip


def _work(run: _Run, until_s: float) -> bool:
    """Until nothing is due, the time is over, or it is stopped; then what is on the wire is waited for."""
    is_more = True
    while run.flying or (is_more and time.monotonic() < until_s):
        outcomes = _gather(run)
        may_begin = not run.trouble and time.monotonic() < until_s
        with transaction.atomic():
            going = may_begin and outbox.hold(run.row, run.lease, now_ms() + run.lease_ms, running=True)
            # even a stopped campaign says what became of what it had begun
            if not going and not outbox.hold(run.row, run.lease, now_ms() + run.lease_ms, running=False):
                return False  # another worker has it, and has set aside what we had begun
            outbox.write_down(outcomes, now_ms())
            jobs = _claim(run) if going else []
        run.flying.update({job.key: job.recipient for job in jobs})
        for job in jobs:
            run.crew.give(job)
        is_more = going and bool(jobs or run.flying)
        if may_begin and not going:  # stopped, or its organisation closed
            until_s = 0.0
    return is_more or bool(run.waiting)


def _claim(run: _Run) -> list[Job]:
    """As many as there are free connections: claimed in the open transaction."""
    free, now = run.crew.size - len(run.flying), now_ms()
    jobs: list[Job] = []
    held_back: list[outbox.Due] = []
    while len(jobs) < free:
        if not run.waiting:
            if held_back:  # their domains have had enough for now
                break
            run.waiting = outbox.due(run.row, now, LOOKED_AT, set(run.flying) | {job.key for job in jobs})
        some, run.waiting = run.waiting[: free - len(jobs)], run.waiting[free - len(jobs) :]
        if not some:
            break
        jobs += _fit(run, some, held_back, now)
    run.waiting = held_back + run.waiting
    claimed = outbox.claim([job.key for job in jobs], now)
    return [job for job in jobs if job.key in claimed]


def _fit(run: _Run, some: Sequence[outbox.Due], held_back: list[outbox.Due], now: int) -> list[Job]:
    """Those of them that may go this moment; the others are withdrawn, moved or held back."""
    present = outbox.still_here([run.people[one.pseudonym][1] for one in some if one.pseudonym in run.people])
    jobs = []
    for one in some:
        recipient, person = run.people.get(one.pseudonym, (0, 0))
        found = present.get(person)
        if found is None or not found.email:
            outbox.withdraw([one.key], "gone" if found is None else "no_address", now)
        elif now > run.row.ends_ms:
            outbox.withdraw([one.key], "late", now)
        elif (back := _back(run, found.account_id, now)) is not None:
            outbox.move(one.key, back) if back < run.row.ends_ms else outbox.withdraw([one.key], "leave", now)
        elif not run.pace.may(found.email.rpartition("@")[2].lower(), time.monotonic()):
            held_back.append(one)
        else:
            reader = Reader(found.email, found.name, run.base + run.joiner.token(one.uid))
            jobs.append(Job(one.key, recipient, one.attempts + 1, run.sheets[one.stage, one.language], reader))
    return jobs


def _back(run: _Run, account: int | None, now: int) -> int | None:
    """When somebody on leave is back; None for whoever is here."""
    ends = [end for begin, end in run.away.get(account or 0, []) if begin <= now < end]
    return next_open(max(ends), hours_of(run.row)) if ends else None


def _gather(run: _Run) -> list[outbox.Outcome]:
    """What the connections said meanwhile; waits a moment when all of them are busy."""
    outcomes = []
    for job, told in run.crew.answers(WAIT_S if run.flying else 0.0, len(run.flying)):
        run.flying.pop(job.key, None)
        if isinstance(told, str):  # no line: nothing was sent
            run.trouble = told
            outcomes.append(outbox.Outcome(job.key, job.recipient, Sent.PLANNED))
        elif told.state == LATER and job.attempt < outbox.MOST_TRIES:
            due = now_ms() + outbox.PAUSES_MS[job.attempt - 1]
            outcomes.append(outbox.Outcome(job.key, job.recipient, Sent.PLANNED, told.code, due))
        else:
            state = Sent.ACCEPTED if told.state == ACCEPTED else Sent.UNKNOWN if told.state == UNKNOWN else Sent.REFUSED
            outcomes.append(outbox.Outcome(job.key, job.recipient, state, told.code))
    return outcomes


def _after(run: _Run) -> None:
    """Its end, its trouble, or when to look again."""
    row, now = run.row, now_ms()
    if run.trouble:
        _fail(row, run.trouble)
        return
    if row.trouble:
        _say(row, events.SERVER_ANSWERED, {}, trouble="")
    left = Message.objects.filter(campaign=row, state__in=(Sent.PLANNED, Sent.CLAIMED)).order_by("due_ms").first()
    if left is None:
        found = outbox.counts(row)
        body = {name.value: found[name] for name in (Sent.ACCEPTED, Sent.REFUSED, Sent.UNKNOWN, Sent.WITHDRAWN)}
        _say(row, events.CAMPAIGN_ENDED, body, partial(tell_drill, counts=found), state=State.DONE, ended_ms=now)
    else:
        _rest(row, max(now + REST_MS, left.due_ms) if left.state == Sent.PLANNED else now + REST_MS)


def _rest(row: Campaign, until_ms: int) -> None:
    Campaign.objects.filter(pk=row.pk, state=State.RUNNING).update(next_ms=until_ms)


def _fail(row: Campaign, code: str) -> None:
    if row.trouble != code:
        _say(row, events.SERVER_FAILED, {"code": code}, trouble=code, next_ms=now_ms() + RETRY_MS)
    else:
        _rest(row, now_ms() + RETRY_MS)


def _say(
    row: Campaign,
    kind: EventKind,
    body: Mapping[str, object],
    also: Callable[[Record], None] = lambda record: None,
    **columns: object,
) -> None:
    """A change of the campaign that only a running one makes, with its event; `also` tells what follows from it."""
    with transaction.atomic():
        one_at_a_time(row.organisation)
        if Campaign.objects.filter(pk=row.pk, state=State.RUNNING).update(**columns) == 1:
            with system_action(row.organisation) as record:
                record.event(kind, Subject("campaign", row.uid), body)
                also(record)


def _tell_unknown(row: Campaign) -> None:
    """What a worker claimed that is gone since."""
    with transaction.atomic():
        one_at_a_time(row.organisation)
        if count := outbox.set_aside(row, now_ms()):
            with system_action(row.organisation) as record:
                record.event(events.CAMPAIGN_INTERRUPTED, Subject("campaign", row.uid), {"unknown": count})
