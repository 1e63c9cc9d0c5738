"""What the pages of the rules show: the list, one rule with where we stand, and what ten answers say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from rempart.design import formats
from rempart.people.core.library import lesson as lesson_of
from rempart.people.core.rule import Rule
from rempart.people.core.rule_library import rule as rule_of
from rempart.people.core.rule_library import rules as all_rules
from rempart.people.core.which_rules import Answer, Likely, likely
from rempart.people.web import prose
from rempart.people.web.present_cases import Here, Stood
from rempart.people.web.rule_words import LIKELY, NUMBERS, SORTS

FULL_DAY = 10  # characters of YYYY-MM-DD
ORDER = (Likely.LIKELY, Likely.ASK, Likely.NOT)


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule in the list; `likely` is what the answers say, empty without them."""

    rule: Rule
    sort: Promise
    since: str
    likely: Promise | str = ""
    code: str = ""


def listed(language: str, answers: Mapping[str, Answer] | None = None) -> list[Listed]:
    """All in their order."""
    found = [one for name in all_rules() if (one := rule_of(name, language))]
    return [_listed(one, answers) for one in found]


def _listed(one: Rule, answers: Mapping[str, Answer] | None) -> Listed:
    told = None if answers is None else likely(one.binds_if, answers)
    word = "" if told is None else LIKELY[told]
    return Listed(one, SORTS[one.sort], since_of(one), word, "" if told is None else told.value)


def answered(language: str, answers: Mapping[str, Answer]) -> list[tuple[Promise, list[Listed]]]:
    """By what can be said of them: likely first."""
    rows = listed(language, answers)
    return [(LIKELY[one], [row for row in rows if row.code == one.value]) for one in ORDER]


def since_of(one: Rule) -> str:
    """A day as the language writes it; a month or year as it stands."""
    return formats.day(date.fromisoformat(one.since), one.language) if len(one.since) == FULL_DAY else one.since


@dataclass(frozen=True, slots=True)
class Asked:
    """One claim: its number in words, and what it asks."""

    at: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class RulePage:
    """Everything of one rule."""

    rule: Rule
    sort: Promise
    since: str
    what: SafeString
    binds: list[SafeString]
    asks: list[Asked]
    tomorrow: list[SafeString]
    misread: list[tuple[SafeString, SafeString]]
    controls: list[tuple[str, Here]]
    threats: list[tuple[str, str]]
    lessons: list[tuple[str, str]]


def rule_page(one: Rule, ours: Stood) -> RulePage:
    """One rule, beside where we stand."""
    numbers = prose.numbers_of(one.sources)
    lessons = [found for name in one.lessons if (found := lesson_of(name, one.language))]
    word = str(NUMBERS[one.numbering])
    return RulePage(
        rule=one, sort=SORTS[one.sort], since=since_of(one), what=prose.html(one.what, numbers),
        binds=[prose.inline(text, numbers) for text in one.binds],
        asks=[Asked(word % {"at": claim.at}, prose.inline(claim.text, numbers)) for claim in one.asks],
        tomorrow=[prose.inline(text, numbers) for text in one.tomorrow],
        misread=[(prose.inline(told.said, numbers), prose.inline(told.truth, numbers)) for told in one.misread],
        controls=[(ours.title(name), ours.here(name)) for name in one.controls],
        threats=[(code, ours.threat(code).title) for code in one.threats],
        lessons=[(found.title, reverse("lesson", args=[found.id])) for found in lessons],
    )  # fmt: skip
