"""A test begun and answered (AWR-19): its result is the person's own, and becomes dates on their plan."""

from collections import Counter

from rempart.directory.actions.action import now_ms, own_action
from rempart.directory.store.models import Account, Organisation, new_uid
from rempart.events import people as events
from rempart.people.actions.make_plan import counted, lay_out
from rempart.people.core.exam import AGAIN_MS, Name, Result, Round, draw, result, round_of
from rempart.people.core.plan import Origin
from rempart.people.core.repetition import FIRST, due_ms
from rempart.people.core.shelves import plain
from rempart.people.store.library import lessons_of
from rempart.people.store.models import Card
from rempart.people.store.plan import Exam
from rempart.terms.scope import Subject

GONE = -1  # the place of an answer to a question that no lesson has any more


class Stale(Exception):
    """That question was answered already: look at the page again."""


class TooSoon(Exception):
    """The last test was taken today; `at_ms` is when another one may begin."""

    def __init__(self, at_ms: int) -> None:
        super().__init__(at_ms)
        self.at_ms = at_ms


def begin_exam(account: Account, organisation: Organisation) -> Exam:
    """The one under way, else a new one. Raises TooSoon."""
    with own_action(account, organisation) as record:
        moment = now_ms()
        mine = Exam.objects.filter(account=account, organisation=organisation).order_by("pk")
        row = mine.filter(ended_ms=None).first()
        if row is None:
            ended = list(mine.exclude(ended_ms=None))
            if ended and moment - ended[-1].ended_ms < AGAIN_MS:  # type: ignore[operator]
                raise TooSoon((ended[-1].ended_ms or 0) + AGAIN_MS)
            row = Exam.objects.create(
                account=account, organisation=organisation, round=_round(account, organisation, ended, moment),
                drawn=[list(one) for one in _drawn(organisation, ended)], begun_ms=moment, shown_ms=moment,
            )  # fmt: skip
        record.event(events.TEST_BEGUN, Subject("test", row.uid), {"round": str(row.round)})
    return row


def _round(account: Account, organisation: Organisation, ended: list[Exam], moment: int) -> Round:
    finals = [one.ended_ms for one in ended if one.round == Round.FINAL and not one.is_hurried and one.ended_ms]
    return round_of(bool(counted(account, organisation)), max(finals, default=None), moment)


def _drawn(organisation: Organisation, ended: list[Exam]) -> list[Name]:
    bank = {name: [one.id for one in plain(found).questions] for name, found in lessons_of(organisation).items()}
    seen = Counter(name for one in ended for name in one.names())
    return draw(bank, ended[-1].names() if ended else [], seen, new_uid())


def answer_exam(row: Exam, number: int, place: int) -> None:
    """Question `number` (from 0) is answered; the last one ends it. Raises Stale; IndexError for no such answer."""
    names = row.names()
    if row.ended_ms is not None or number != len(row.answered) or number >= len(names):
        raise Stale
    lesson, name = names[number]
    known = lessons_of(row.organisation)
    question = plain(known[lesson]).question(name) if lesson in known else None
    if question is not None and not 0 <= place < len(question.answers):
        raise IndexError(place)
    moment = now_ms()
    took = round(max(0, moment - row.shown_ms) / 1_000, 1)
    given = [*row.answered, [place if question else GONE, took]]
    shown = max(moment, row.shown_ms + 1)
    mine = Exam.objects.filter(pk=row.pk, shown_ms=row.shown_ms, ended_ms=None)
    if len(given) < len(names):
        if mine.update(answered=given, shown_ms=shown) != 1:
            raise Stale
    else:
        with own_action(row.account, row.organisation) as record:
            found = result_of(row.organisation, names, [(at, spent) for at, spent in given])
            ended = {"ended_ms": moment, "right": found.right, "asked": found.asked, "is_hurried": found.is_hurried}
            if mine.update(answered=given, shown_ms=shown, **ended) != 1:
                raise Stale
            _lead_on(row, found, moment)
            body = {"round": str(row.round), "counted": not found.is_hurried}
            record.event(events.TEST_TAKEN, Subject("test", row.uid), body)
    row.refresh_from_db()


def result_of(
    organisation: Organisation, names: list[Name], answered: list[tuple[int, float]], language: str = "en"
) -> Result:
    """Of what was answered so far."""
    known = {name: found.get(language[:2]) or plain(found) for name, found in lessons_of(organisation).items()}
    return result(known, names, answered)


def _lead_on(row: Exam, found: Result, moment: int) -> None:
    """What was not known comes again tomorrow, and its topics come onto the plan, most missed first."""
    topics = sorted(found.missed, key=lambda one: (-len(found.missed[one]), one))
    lay_out(row.account, row.organisation, topics, Origin.TEST, moment)
    for lesson, names in found.missed.items():
        for name in names:
            Card.objects.update_or_create(
                account=row.account, organisation=row.organisation, lesson=lesson, question=name,
                defaults={"box": FIRST, "due_ms": due_ms(FIRST, moment)},
            )  # fmt: skip
