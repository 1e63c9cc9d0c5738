"""What the pages of the house's rules show: the list with one's own state, and one rule in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from rempart.design import formats
from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Account, Organisation, Team
from rempart.people.actions.confirm_house_rule import held_by
from rempart.people.core.house_rule import HouseKind, offered
from rempart.people.store.house_rules import HouseVersion, newest, text_in, waiting_for
from rempart.people.web import prose
from rempart.people.web.house_words import KINDS


@dataclass(frozen=True, slots=True)
class Group:
    """Share of one group that confirmed; the name is empty for everybody else."""

    name: str
    confirmed: int
    people: int


@dataclass(frozen=True, slots=True)
class Line:
    """A rule in the list."""

    uid: str
    title: str
    kind: Promise
    dated: str
    number: int
    is_confirmed: bool
    why: str
    groups: list[Group]
    letters: dict[str, int]


def lines(account: Account, organisation: Organisation, language: str, *, with_figures: bool) -> list[Line]:
    """What waits for this person first."""
    short = formats.short_language(language)
    waiting = {row.pk for row in waiting_for(account, organisation, now_ms())}
    teams = dict(Team.objects.filter(organisation=organisation).values_list("uid", "name")) if with_figures else None
    found = [_line(row, short, teams, is_confirmed=row.pk not in waiting) for row in newest(organisation)]
    return sorted(found, key=lambda one: one.is_confirmed)


def _line(row: HouseVersion, language: str, teams: Mapping[str, str] | None, *, is_confirmed: bool) -> Line:
    """Figures for whoever may see them: with the names of `teams`."""
    groups = row.figures.get("groups", []) if teams is not None else []
    return Line(
        row.rule.uid, text_in(row, language).title, KINDS[HouseKind(row.rule.kind)],
        formats.day(row.dated_on, language), row.number, is_confirmed, row.figures.get("why", "new"),
        [Group((teams or {}).get(one["group"], ""), one["confirmed"], one["people"]) for one in groups],
        row.figures.get("letters", {}) if teams is not None else {},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """One version as somebody reads it; `answers` in this person's own order."""

    uid: str
    title: str
    kind: Promise
    dated: str
    number: int
    language: str
    text: SafeString
    file: str
    ask: str
    answers: list[str]
    confirmed_on: str
    is_withdrawn: bool


def page(version: HouseVersion, account: Account, language: str) -> Page:
    """Its text is escaped: paragraphs and lists, nothing else."""
    short = formats.short_language(language)
    text, mine = text_in(version, short), held_by(account, version)
    number, rule = version.number, version.rule
    return Page(
        rule.uid, text.title, KINDS[HouseKind(rule.kind)], formats.day(version.dated_on, short), number, text.language,
        prose.html(text.text.replace("\r\n", "\n"), {}),
        reverse("house_rule_file", args=[rule.uid, number]) if version.has_file else "",
        text.ask, offered(text.right, text.wrongs(), f"{account.uid}{version.uid}"),
        formats.day(datetime.fromtimestamp(mine.at_ms / 1_000, UTC).date(), short) if mine else "", rule.is_withdrawn,
    )  # fmt: skip
