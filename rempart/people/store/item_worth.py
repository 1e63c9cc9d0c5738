"""What each question is worth in one organisation, from tests and lessons: one first answer a person."""

from rempart.directory.store.models import Organisation
from rempart.people.core.attempt import Astray, right_at_first
from rempart.people.core.exam import Name
from rempart.people.core.lesson import Lesson
from rempart.people.core.library import form_of
from rempart.people.core.shelves import plain
from rempart.people.core.worth import Worth, worth
from rempart.people.store.library import lessons_of
from rempart.people.store.models import Attempt
from rempart.people.store.plan import Exam

Pairs = dict[Name, dict[int, tuple[bool, float]]]


def worths(organisation: Organisation) -> dict[Name, Worth]:
    """Every question of every lesson, in their order."""
    known = {name: plain(found) for name, found in lessons_of(organisation).items()}
    pairs: Pairs = {(name, one.id): {} for name, lesson in known.items() for one in lesson.questions}
    _tests(organisation, known, pairs)
    _lessons(organisation, known, pairs)
    return {name: worth(list(found.values())) for name, found in pairs.items()}


def _tests(organisation: Organisation, known: dict[str, Lesson], pairs: Pairs) -> None:
    """The rest of a test says more than the rest of a lesson: it comes first."""
    rows = Exam.objects.filter(organisation=organisation, ended_ms__isnull=False, is_hurried=False)
    for row in rows.order_by("ended_ms", "pk").only("account_id", "drawn", "answered"):
        right: dict[Name, bool] = {}
        for name, (place, _) in zip(row.names(), row.steps(), strict=False):
            question = known[name[0]].question(name[1]) if name[0] in known else None
            if question is not None and 0 <= place < len(question.answers):
                right[name] = question.answers[place].is_right
        _pair(right, row.account_id, pairs)


def _lessons(organisation: Organisation, known: dict[str, Lesson], pairs: Pairs) -> None:
    rows = Attempt.objects.filter(organisation=organisation, ended_ms__isnull=False)
    for row in rows.order_by("ended_ms", "pk").only("account_id", "lesson", "form", "taken", "answered"):
        lesson = known.get(row.lesson)
        if lesson is None or row.form != form_of(lesson):
            continue  # it was changed since: another question may stand under that name
        try:
            first = right_at_first(lesson, row.steps()[1])
        except Astray:
            continue
        _pair({(row.lesson, question): is_right for question, is_right in first.items()}, row.account_id, pairs)


def _pair(right: dict[Name, bool], account: int, pairs: Pairs) -> None:
    others = len(right) - 1
    if others < 1:
        return
    sum_ = sum(right.values())
    for name, is_right in right.items():
        if name in pairs:
            pairs[name].setdefault(account, (is_right, (sum_ - is_right) / others))
