"""Give each mail of a started drill its person, group, language and time. Killed in between, it goes on where it was."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from rempart.channel.sealed import Unreadable
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.models import Person
from rempart.events import mail as events
from rempart.mail.actions.start_campaign import DAY_MS, hours_of
from rempart.mail.core.drill import draw
from rempart.mail.core.drill.states import Group, State
from rempart.mail.core.drill.template import Template
from rempart.mail.core.drill.timing import NoTime, moments, stretches
from rempart.mail.store.audience import Audience, leaves, people_of, teams_of
from rempart.mail.store.drill import Campaign, Message, Recipient
from rempart.mail.store.joining import Joiner, hash_of
from rempart.mail.store.templates import used_by
from rempart.terms.scope import Subject

BATCH = 500  # rows of one transaction: well under a second of writing
SLACK_MS = 10 * 60_000  # between the last mail and the end: after it nothing is sent, and nothing goes at once
RETRY_MS = 60_000  # before a key that could not be opened is tried again
TRIES = 20  # moments drawn for somebody on leave before they are left in peace


@dataclass(frozen=True, slots=True)
class _Asked:
    """One person and when each of their mails is due."""

    person: int
    uid: str
    language: str
    due: tuple[int, ...]


def plan_one() -> bool:
    """One campaign that was started; True when there was one."""
    waiting = Campaign.objects.filter(state=State.READY, next_ms__lte=now_ms(), organisation__closure=None)
    row = waiting.select_related("organisation").order_by("pk").first()
    if row is None:
        return False
    try:
        Joiner(row.organisation)
    except Unreadable:  # the others do not wait for it
        Campaign.objects.filter(pk=row.pk).update(trouble="sealed", next_ms=now_ms() + RETRY_MS)
        return True
    template = used_by(row)
    assert template is not None, "it was read at the start"
    try:
        asked = _asked(row, template)
    except NoTime:  # the last working hour went by since
        asked = []
    _recipients(row, asked)
    _messages(row, asked)
    with system_action(row.organisation) as record:
        moved = Campaign.objects.filter(pk=row.pk, state=State.READY).update(state=State.RUNNING)
        if moved != 1:  # stopped meanwhile, which wrote its own event
            Message.objects.filter(campaign=row, state="planned").update(state="withdrawn", at_ms=now_ms())
        mails = Message.objects.filter(campaign=row)
        body = {
            "mails": mails.count(), "people": Recipient.objects.filter(campaign=row).count(),
            "control": mails.filter(group=Group.CONTROL, stage=1).count(),
        }  # fmt: skip
        record.event(events.CAMPAIGN_PLANNED, Subject("campaign", row.uid), body)
    return True


def _asked(row: Campaign, template: Template) -> list[_Asked]:
    """Everybody with an address who is here at some working hour of the campaign. Raises NoTime."""
    begin, gap = max(now_ms(), row.starts_ms), template.after_days * DAY_MS
    latest = row.ends_ms - gap * (template.stages - 1)
    spans = stretches(begin, latest - min(SLACK_MS, max(0, latest - begin) // 10), hours_of(row))
    people = people_of(row.organisation, Audience.read(row.audience), now_ms()).exclude(email="")
    found = list(people.select_related("account").order_by("uid"))
    away = leaves(row.organisation, begin, row.ends_ms)
    first = moments(len(found), spans, draw.source(row.seed, "moments"), jitter=row.jitter)
    draw.source(row.seed, "order").shuffle(first)
    again = draw.source(row.seed, "leave")
    asked = []
    for person, moment in zip(found, first, strict=True):
        absences = away.get(person.account_id or 0, [])
        for _ in range(TRIES):
            due = tuple(moment + stage * gap for stage in range(template.stages))
            if not any(start <= one < end for one in due for start, end in absences):
                asked.append(_Asked(person.pk, person.uid, _language(row, person, template), due))
                break
            moment = moments(1, spans, again, jitter=True)[0]
    return asked


def _language(row: Campaign, person: Person, template: Template) -> str:
    own = person.account.language if row.own_language and person.account is not None else ""
    return template.language(own or row.language)


def _recipients(row: Campaign, asked: Sequence[_Asked]) -> None:
    for at in range(0, len(asked), BATCH):
        rows = [Recipient(campaign=row, person_id=one.person) for one in asked[at : at + BATCH]]
        with transaction.atomic():
            Recipient.objects.bulk_create(rows, ignore_conflicts=True)


def _messages(row: Campaign, asked: Sequence[_Asked]) -> None:
    """In the order of pseudonyms, so that the order of rows says nothing of the order of people."""
    joiner = Joiner(row.organisation)
    groups = draw.groups([one.uid for one in asked], row.control_percent, row.seed)
    teams = teams_of(row.organisation, [one.person for one in asked])
    cuts = draw.cuts({one.uid: teams[one.person] for one in asked}, row.team_minimum)
    rows = []
    for one in asked:
        pseudonym = joiner.pseudonym(one.uid)
        for stage, due in enumerate(one.due, 1):
            uid = secrets.token_hex(16)
            rows.append(Message(
                uid=uid, campaign=row, pseudonym=pseudonym, group=groups[one.uid], cut=cuts[one.uid],
                language=one.language, stage=stage, token_hash=hash_of(joiner.token(uid)), due_ms=due,
            ))  # fmt: skip
    rows.sort(key=lambda message: (message.pseudonym, message.stage))
    for at in range(0, len(rows), BATCH):
        with transaction.atomic():
            Message.objects.bulk_create(rows[at : at + BATCH], ignore_conflicts=True)
