"""What the pages of lessons from elsewhere show: packages, how somebody stands to them, and what a part begins with."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from rempart.directory.store.models import Account, Organisation
from rempart.people.actions.package_take import learner_word
from rempart.people.core.attempt import Why
from rempart.people.core.shelves import in_language
from rempart.people.core.standards.course import Kind, Part
from rempart.people.store.library import lessons_of
from rempart.people.store.packages import LessonPackage, PackageAttempt, PackageRun
from rempart.people.web.package_words import STANDARDS, STATES, WHYS


@dataclass(frozen=True, slots=True)
class Line:
    """A package in the list. `why` is new or as in `Why`; `said` is the word for it, `state` how it stands in the house."""

    package: LessonPackage
    standard: str
    state: str
    why: str
    said: str
    attempt: PackageAttempt | None

    @property
    def is_under_way(self) -> bool:
        """Is there one to go on with?"""
        return self.attempt is not None and self.attempt.ended_ms is None


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part on the page of its package; `score` in percent, as the package tells it."""

    number: int
    part: Part
    is_finished: bool
    is_passed: bool | None
    score: int | None


def lines(account: Account, organisation: Organisation, *, with_all: bool) -> list[Line]:
    """By title; `with_all` also those that are not open to learners."""
    found = LessonPackage.objects.filter(organisation=organisation).exclude(state=LessonPackage.GONE)
    found = found if with_all else found.filter(state=LessonPackage.OPEN)
    mine: dict[int, list[PackageAttempt]] = {}
    for row in PackageAttempt.objects.filter(account=account, organisation=organisation).order_by("pk"):
        mine.setdefault(row.package_id, []).append(row)
    return [_line(one, mine.get(one.pk, [])) for one in found.order_by("title", "pk")]


def line_of(package: LessonPackage, account: Account) -> Line:
    """The same for one."""
    mine = PackageAttempt.objects.filter(account=account, organisation=package.organisation, package=package)
    return _line(package, list(mine.order_by("pk")))


def _line(package: LessonPackage, rows: list[PackageAttempt]) -> Line:
    newest = rows[-1] if rows else None
    counted = next((one for one in reversed(rows) if one.why == Why.COUNTS), None)
    row = newest if newest is not None and newest.ended_ms is None else counted or newest
    why = row.why if row else "new"
    said = str(WHYS[why]) if row else ""
    return Line(package, STANDARDS[package.kind], str(STATES[package.state]), why, said, row)


def parts(package: LessonPackage, account: Account) -> list[PartLine]:
    """With what the newest attempt of this person told about each."""
    attempt = PackageAttempt.objects.filter(account=account, organisation=package.organisation, package=package)
    newest = attempt.order_by("-pk").first()
    runs = {one.number: one for one in PackageRun.objects.filter(attempt=newest)} if newest else {}
    return [_part(number, part, runs.get(number)) for number, part in enumerate(package.each())]


def _part(number: int, part: Part, run: PackageRun | None) -> PartLine:
    if run is None:
        return PartLine(number, part, False, None, None)
    score = None if run.score is None else round(run.score * 100)
    return PartLine(number, part, run.is_finished, run.is_passed, score)


def quoted(part: Part) -> str:
    """Its file and what follows the name, as an address below the folder of the package."""
    return quote(part.path) + part.query


def state_of(run: PackageRun) -> dict[str, Any]:
    """What the frame begins with: what was kept, else a beginning. It says nothing of who the person is."""
    package = run.attempt.package
    kind = Kind(package.kind)
    part = package.each()[run.number]
    if kind is Kind.CMI5:
        return {"rempart": 1, "kind": kind.value}
    cmi = run.state or _beginning(kind, part)
    return {"rempart": 1, "kind": kind.value, "cmi": _known(kind, part, cmi, run)}


def _beginning(kind: Kind, part: Part) -> dict[str, Any]:
    if kind is Kind.SCORM12:
        return {
            "core": {"credit": "credit", "lesson_mode": "normal", "entry": "ab-initio", "lesson_status": "not attempted"},
            "launch_data": part.data, "student_data": {"mastery_score": part.passing},
        }  # fmt: skip
    return {
        "credit": "credit", "mode": "normal", "entry": "ab-initio", "launch_data": part.data,
        "scaled_passing_score": part.passing,
    }  # fmt: skip


def _known(kind: Kind, part: Part, cmi: dict[str, Any], run: PackageRun) -> dict[str, Any]:
    """Over what the package wrote there itself: who learns is a word without a name, and the time is the hub's."""
    word, seconds = learner_word(run.attempt.account, run.attempt.organisation), int(run.attempt.seconds)
    if kind is Kind.SCORM12:
        held = cmi.get("core")
        core = held if isinstance(held, dict) else {}
        total = f"{seconds // 3600:04d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        return {**cmi, "core": {**core, "student_id": word, "student_name": "Learner", "total_time": total}}
    return {**cmi, "learner_id": word, "learner_name": "Learner", "total_time": f"PT{seconds}S"}


def ours(organisation: Organisation, language: str) -> list[dict[str, str]]:
    """Our own lessons, and those of the organisation, which can be taken along."""
    shelf = lessons_of(organisation)
    found = [(name, in_language(shelf, name, language)) for name in shelf]
    return [{"name": name, "title": one.title} for name, one in found if one]
