"""What the pages of contests show: the board, a side's own table, and the sheet of results. Sides alone, never persons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language

from rempart.channel.standing import Standings
from rempart.contest.actions import live
from rempart.contest.actions.standing import Line, board
from rempart.contest.core.remedy import Kind, targets
from rempart.contest.core.score import HINT_PER_LEVEL
from rempart.contest.core.states import Stage
from rempart.contest.store.models import Camp, Contest, Found, Guarded, Hinted, Remedy
from rempart.contest.web.words import DONE, LEVELS, OTHER_TROUBLE, REMEDIES, STAGES, TROUBLES
from rempart.directory.actions.action import now_ms
from rempart.registry.discover import across_areas
from rempart.terms.money import Money

TIMELINE = 40  # newest flags that the board shows
LAST = 8  # newest remedies of a side


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A weakness as its own side sees it: closed or not, and the hint it took."""

    id: str
    level: str | Promise
    points: int
    is_closed: bool
    title: str
    hint: str
    cost: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A weakness after the end: what it was, how many found and closed it."""

    title: str
    teaches: str
    level: str | Promise
    found: int
    closed: int
    control: str
    lesson: str


def listed(row: Contest) -> dict[str, Any]:
    """A line of the list."""
    return {"row": row, "stage": STAGES[row.stage], "trouble": trouble_of(row)}


def trouble_of(row: Contest) -> str | Promise:
    """Why it could not be held."""
    return TROUBLES.get(row.trouble, OTHER_TROUBLE) if row.stage == Stage.FAILED else ""


def of_all(row: Contest) -> dict[str, Any]:
    """What whoever is signed in sees."""
    lines = board(row)
    left_s = max(0, (row.ends_ms or 0) - now_ms()) // 1_000 if row.stage == Stage.RUNNING else 0
    return {
        "row": row, "stage": STAGES[row.stage], "trouble": trouble_of(row), "lines": lines, "count": len(row.weaknesses),
        "left_min": -(-left_s // 60), "is_running": row.stage == Stage.RUNNING, "is_over": row.stage == Stage.ENDED,
        "is_waiting": row.stage == Stage.WAITING, "fund": Money(row.fund_minor, row.organisation.currency),
        "winners": [one.side for one in lines if one.place == 1 and one.score.total] if row.stage == Stage.ENDED else [],
        "is_played": row.stage in (Stage.RUNNING, Stage.ENDED),  # before that nobody has a place
        "timeline": _timeline(row), "ready": sum(bool(one.side.address) for one in lines),
    }  # fmt: skip


def _timeline(row: Contest) -> list[dict[str, Any]]:
    """While it runs a flag is told without the weakness's name: the others still look for it."""
    units, is_over = live.weaknesses(), row.stage == Stage.ENDED
    found = Found.objects.filter(contest=row).select_related("side", "victim").order_by("-at_ms", "-pk")[:TIMELINE]
    return [
        {
            "side": one.side.name, "victim": one.victim.name, "at_ms": one.at_ms, "is_first": one.is_first,
            "points": units[one.weakness].points if one.weakness in units else 0,
            "title": units[one.weakness].title.said_in(get_language()) if is_over and one.weakness in units else "",
        }
        for one in found
    ]  # fmt: skip


def of_side(row: Contest, side: Camp) -> dict[str, Any]:
    """A side's own table: its site, its weaknesses by number, the remedies there are."""
    language, units = get_language(), live.weaknesses()
    hinted = set(Hinted.objects.filter(side=side).values_list("weakness", flat=True))
    guarded = {one.weakness: one for one in Guarded.objects.filter(side=side)}
    found = set(Found.objects.filter(side=side).values_list("weakness", flat=True))
    puzzles = [
        Puzzle(
            name, LEVELS[units[name].level], units[name].points, guarded[name].is_closed if name in guarded else False,
            units[name].title.said_in(language) if name in found or name in hinted else "",
            units[name].hint.said_in(language) if name in hinted else "", HINT_PER_LEVEL * units[name].level,
        )
        for name in _ordered(row, units)
        if name in units
    ]  # fmt: skip
    others = row.camp_set.exclude(pk=side.pk).order_by("name", "pk")
    last = Remedy.objects.filter(side=side).order_by("-pk")[:LAST]
    return {
        "side": side, "puzzles": puzzles, "others": others, "remedies": choices(side), "person": live.PERSON,
        "password": _password(row, side),
        "last": [(REMEDIES[Kind(one.kind)], said(Kind(one.kind), one.target), DONE[one.stage]) for one in last],
    }  # fmt: skip


def numbered(row: Contest, number: str) -> str:
    """The weakness that a page shows by that number; empty for none."""
    names = _ordered(row, live.weaknesses())
    return names[int(number) - 1] if number.isascii() and number.isdigit() and 0 < int(number[:4]) <= len(names) else ""


def _ordered(row: Contest, units: Mapping[str, Any]) -> list[str]:
    """By level; within one by id, which no page shows."""
    return sorted((one for one in row.weaknesses if one in units), key=lambda one: (units[one].level, one))


def _password(row: Contest, side: Camp) -> str:
    try:
        return live.password_of(row.uid, side.uid) if side.address else ""
    except live.NoKey:
        return ""


def choices(side: Camp) -> list[tuple[str, str | Promise, list[tuple[str, str]]]]:
    """Kind, its words, and what it can be done to."""
    made = [(kind, [(one, said(kind, one)) for one in targets(kind, side.ground)]) for kind in Kind]
    return [(kind.value, REMEDIES[kind], named) for kind, named in made if named]


def said(kind: Kind, target: str) -> str:
    """A setting in words; files and people as they are called; nothing where there is but one."""
    if kind is Kind.SWITCH_ON:
        switch = live.weaknesses()[target].switch if target in live.weaknesses() else None
        return switch.said_in(get_language()) if switch is not None else target
    return "" if kind in (Kind.SHOP_OFF, Kind.SHOP_ON, Kind.START_OVER) else target


def sheets(row: Contest) -> list[Sheet]:
    """The result sheet."""
    language, units = get_language(), live.weaknesses()
    model = next(iter(across_areas("rempart", "web.standings", Standings).values()), None)
    found = list(Found.objects.filter(contest=row).values_list("weakness", flat=True))
    closed = list(Guarded.objects.filter(side__contest=row, minutes__gt=0).values_list("weakness", flat=True))
    return [
        Sheet(
            units[name].title.said_in(language), units[name].teaches.said_in(language), LEVELS[units[name].level],
            found.count(name), closed.count(name),
            model.title(units[name].control, (language or "en")[:2]) if model is not None else "", units[name].lesson,
        )
        for name in _ordered(row, units)
    ]  # fmt: skip


def told(row: Contest) -> dict[str, Any]:
    """For programs."""
    return {
        "uid": row.uid, "name": row.name, "stage": row.stage, "minutes": row.minutes, "trouble": row.trouble,
        "fund_minor": row.fund_minor, "is_handed_over": row.is_handed_over, "asked_ms": row.asked_ms,
        "begun_ms": row.begun_ms, "ends_ms": row.ends_ms,
        "sides": [_told(one) for one in board(row)],
    }  # fmt: skip


def _told(line: Line) -> dict[str, Any]:
    return {
        "uid": line.side.uid, "name": line.side.name, "place": line.place, "points": line.score.total,
        "attack": line.score.attack, "defence": line.score.defence, "hints": line.score.hints, "found": line.found,
        "closed": line.closed, "checks": line.side.checks, "works": line.side.works,
    }  # fmt: skip
