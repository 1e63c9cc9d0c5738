"""Take one message of the personnel system, once; what it asks for goes through the brakes like any change."""

from enum import StrEnum

from django.db import transaction

from rempart.directory.actions.action import Record, now_ms, system_action
from rempart.directory.store.models import Person
from rempart.events import directory, lifecycle
from rempart.lifecycle.actions.ask_change import ask_change
from rempart.lifecycle.actions.house import zone_of
from rempart.lifecycle.actions.standing import standing_of
from rempart.lifecycle.actions.teams_by_name import teams_by_name
from rempart.lifecycle.core.change import Kind, Source, Standing
from rempart.lifecycle.core.day import begin_ms, end_ms
from rempart.lifecycle.core.hr_event import HrEvent
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store.models import Employment, HrSource
from rempart.lifecycle.store.models import HrEvent as Taken
from rempart.terms.scope import Subject

ACTOR = "hr"


class Outcome(StrEnum):
    """What became of it: the word of the answer."""

    DONE = "done"
    PLANNED = "planned"
    PAUSED = "paused"
    REFUSED = "refused"
    UNCHANGED = "unchanged"
    REPEATED = "repeated"
    UNKNOWN_PERSON = "unknown_person"
    TEST = "test"


_BY_STAGE = {Stage.APPLIED: Outcome.DONE, Stage.PLANNED: Outcome.PLANNED, Stage.PAUSED: Outcome.PAUSED}


def take_hr_event(source: HrSource, event: HrEvent) -> Outcome:
    """Idempotent by the event's id: a message that came before changes nothing."""
    moment = now_ms()
    with transaction.atomic():
        _, is_new = Taken.objects.get_or_create(
            organisation=source.organisation, event_id=event.id, defaults={"received_ms": moment}
        )
        if not is_new:
            return Outcome.REPEATED
        outcome = Outcome.TEST if event.kind is None else _take(source, event, moment)
        if outcome is Outcome.UNKNOWN_PERSON:
            transaction.set_rollback(True)  # the person may be made later; the message may then come again
    HrSource.objects.filter(pk=source.pk).update(last_event_ms=moment)
    return outcome


def _take(source: HrSource, event: HrEvent, moment: int) -> Outcome:
    person = _who(source, event)
    if person is None and event.kind is not Kind.JOIN:
        return Outcome.UNKNOWN_PERSON
    with system_action(source.organisation, ACTOR) as record:
        if person is None:
            person = _new(record, event)
        now = standing_of(person)
        teams = now.teams if event.teams is None else teams_by_name(record, event.teams)
        after = {
            Kind.LEAVE: Standing(False),
            Kind.JOIN: Standing(True, teams),
            Kind.MOVE: Standing(now.is_present, teams),
        }[event.kind or Kind.MOVE]
        row = ask_change(
            record,
            person,
            after,
            Source.WEBHOOK,
            requester=source.made_by,
            hr_at_ms=min(event.occurred_ms, moment),  # a clock ahead of ours would shorten the time we measure
            due_at_ms=_due(source, event, moment),
            is_urgent=event.is_urgent and source.may_urge and event.kind is Kind.LEAVE,
        )
        subject = Subject("person", person.uid)
        record.event(lifecycle.HR_EVENT_TAKEN, subject, {"kind": (event.kind or Kind.MOVE).value})
    return Outcome.UNCHANGED if row is None else _BY_STAGE.get(Stage(row.stage), Outcome.REFUSED)


def _due(source: HrSource, event: HrEvent, moment: int) -> int:
    if event.moment_ms is not None:
        return event.moment_ms
    if event.day is None:
        return min(event.occurred_ms, moment)
    zone = zone_of(source.organisation)
    return end_ms(event.day, zone) if event.kind is Kind.LEAVE else begin_ms(event.day, zone)


def _who(source: HrSource, event: HrEvent) -> Person | None:
    """By staff number first: addresses change."""
    here = Person.objects.filter(organisation=source.organisation).order_by("-pk")
    found = here.filter(staff_number=event.staff_number).first() if event.staff_number else None
    return found or (here.filter(email__iexact=event.email).first() if event.email else None)


def _new(record: Record, event: HrEvent) -> Person:
    person = Person.objects.create(
        organisation=record.organisation, name=event.name, email=event.email, staff_number=event.staff_number
    )
    Employment.objects.create(organisation=record.organisation, person=person, is_present=False)
    fields = {"name": person.name, "email": person.email, "staff_number": person.staff_number}
    sealed = record.seal(person.uid, "identity", fields)
    record.event(directory.PERSON_ADDED, Subject("person", person.uid), {}, commitments=sealed)
    return person
