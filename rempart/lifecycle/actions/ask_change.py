"""Ask for a change: the brakes decide whether it is carried out now, waits for its day or a second person, or never."""

from collections.abc import Mapping
from typing import Any

from rempart.directory.actions.action import Record, now_ms
from rempart.directory.store.members import is_last_owner
from rempart.directory.store.models import Account, Person
from rempart.events import lifecycle
from rempart.lifecycle.actions.carry_out import carry_out
from rempart.lifecycle.actions.drop_change import drop
from rempart.lifecycle.actions.standing import memberships_of, present_people, standing_of
from rempart.lifecycle.core.brakes import WINDOW_MS, House, Verdict, decide
from rempart.lifecycle.core.change import Change, Source, Standing
from rempart.lifecycle.core.second_person import APPROVAL_MS
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store.models import Transition
from rempart.terms.scope import Subject

FRESH = "fresh"  # the reason of a change that took back a slip of the same minutes; it counts for no crowd


def ask_change(
    record: Record,
    person: Person,
    after: Standing,
    source: Source,
    *,
    requester: Account | None,
    hr_at_ms: int,
    due_at_ms: int | None = None,
    is_urgent: bool = False,
) -> Transition | None:
    """Part of an open action, whose lock counts crowds one at a time. None when nothing differs; asked twice, the first
    row answers.
    """
    due = hr_at_ms if due_at_ms is None else due_at_ms
    before = standing_of(person)
    change = Change(record.organisation.uid, person.uid, before, after, source, hr_at_ms, due, is_urgent)
    if change.is_empty:
        _take_back(record, person, source)
        return None
    waiting = _same(person, after, due, is_urgent)
    if waiting is not None:
        return waiting
    row = Transition.objects.create(
        organisation=record.organisation,
        person=person,
        person_uid=person.uid,
        requester=requester,
        stage=Stage.PLANNED.value,
        **_columns(change),
    )
    settle(record, row, change, person)
    return row


def _columns(change: Change) -> Mapping[str, Any]:
    return {
        "kind": change.kind.value,
        "before": change.before.plain(),
        "after": change.after.plain(),
        "source": change.source.value,
        "is_urgent": change.is_urgent,
        "takes": change.takes_away,
        "hr_at_ms": change.hr_at_ms,
        "due_at_ms": change.due_at_ms,
        "digest": change.digest(),
    }


def settle(record: Record, row: Transition, change: Change, person: Person) -> None:
    """Part of an open action: what the brakes say of a row becomes true."""
    house = _house(person, change)
    decision = decide(change, house)
    subject, body = Subject("person", person.uid), {"kind": change.kind.value, "source": change.source.value}
    row.reason = decision.reason
    match decision.verdict:
        case Verdict.APPLY:
            row.reason = FRESH if house.is_fresh else ""
            carry_out(record, row, change, person)
            return
        case Verdict.WAIT:
            row.stage = Stage.PLANNED.value
            record.event(lifecycle.CHANGE_PLANNED, subject, {**body, "due_at_ms": change.due_at_ms})
        case Verdict.PAUSE:
            row.stage, row.paused_until_ms = Stage.PAUSED.value, house.now_ms + APPROVAL_MS
            record.event(lifecycle.CHANGE_PAUSED, subject, {**body, "reason": decision.reason})
        case Verdict.REFUSE:
            row.stage = Stage.REFUSED.value
            record.event(lifecycle.CHANGE_REFUSED, subject, {**body, "reason": decision.reason})
    row.save(update_fields=["stage", "reason", "paused_until_ms"])


def _same(person: Person, after: Standing, due_at_ms: int, is_urgent: bool) -> Transition | None:
    """The same wish that waits already; a later wish of another kind replaces it."""
    waiting = Transition.objects.filter(person=person, stage__in=[Stage.PLANNED, Stage.PAUSED]).order_by("pk")
    for row in waiting:
        is_now = row.stage == Stage.PAUSED.value
        if row.after == after.plain() and not is_urgent and (is_now or row.due_at_ms == due_at_ms):
            return row
    return None


def _take_back(record: Record, person: Person, source: Source) -> None:
    """Whoever asked for it says that the person is to stay as they are."""
    for row in Transition.objects.filter(person=person, stage=Stage.PAUSED, source=source.value).order_by("pk"):
        drop(record, row, "taken_back")


def _house(person: Person, change: Change) -> House:
    organisation, moment = person.organisation, now_ms()
    members = memberships_of(person)
    lately = Transition.objects.filter(organisation=organisation, takes=True, is_urgent=False)
    lately = lately.exclude(person_uid=person.uid).exclude(reason=FRESH)
    losing = set(
        lately.filter(stage=Stage.APPLIED, applied_at_ms__gt=moment - WINDOW_MS).values_list("person_uid", flat=True)
    ) | set(lately.filter(stage=Stage.PAUSED).values_list("person_uid", flat=True))
    return House(
        now_ms=moment,
        people=present_people(organisation).count(),
        losing=len(losing),
        is_last_owner=any(is_last_owner(member) for member in members),
        is_fresh=not members and person.created_at.timestamp() * 1_000 > moment - WINDOW_MS,
    )
