"""Strips of the culture week: three panels each, two stones that talk, drawn here; read from `comics/<id>.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rempart.people.core.in_languages import BadData, Spoken, said, spoken, tables

FOLDER = "rempart.people.comics"
THINGS = ("screen", "letter", "phone", "clock", "cup", "cup2", "box", "tick", "cross", "wall")
PANELS, BUBBLES = 3, 2
LINE, LINES = 262.0, 3  # a bubble's width in the drawing, and its most lines
SIZE = 16.0  # of the letters


@dataclass(frozen=True, slots=True)
class Bubble:
    """What one of the two says: 0 stands left, 1 right."""

    who: int
    words: Spoken


@dataclass(frozen=True, slots=True)
class Panel:
    """`scene` is for whoever does not see it."""

    things: tuple[str, ...]
    scene: Spoken
    says: tuple[Bubble, ...]

    def told(self, language: str) -> str:
        """Scene and words, one after the other."""
        return " ".join([said(self.scene, language), *(said(one.words, language) for one in self.says)])


@dataclass(frozen=True, slots=True)
class Strip:
    """Three panels under a title."""

    id: str
    order: int
    title: Spoken
    panels: tuple[Panel, ...]

    def title_in(self, language: str) -> str:
        """In that language."""
        return said(self.title, language)


@lru_cache
def strips() -> tuple[Strip, ...]:
    """In their order. Raises BadData."""
    return tuple(sorted((read(name, table) for name, table in tables(FOLDER)), key=lambda one: one.order))


def read(name: str, table: Mapping[str, Any]) -> Strip:
    """One file. Raises BadData: also for words that no bubble holds."""
    try:
        panels = tuple(_panel(name, one) for one in table["panels"])
        made = Strip(name, int(table["order"]), spoken(table["title"], f"{name}: title"), panels)
    except (KeyError, TypeError) as bad:
        raise BadData(f"{name}: {bad}") from bad
    if len(panels) != PANELS:
        raise BadData(f"{name}: {PANELS} panels make a strip")
    return made


def _panel(name: str, table: Mapping[str, Any]) -> Panel:
    says = tuple(Bubble(int(one["who"]), spoken(one["words"], f"{name}: says")) for one in table["says"])
    if len(says) > BUBBLES or any(one.who not in (0, 1) for one in says):
        raise BadData(f"{name}: at most {BUBBLES} bubbles, of 0 and 1")
    for one in says:
        for text in one.words.values():
            if len(lines(text)) > LINES:
                raise BadData(f"{name}: longer than {LINES} lines: {text}")
    things = tuple(table["things"])
    if not set(things) <= set(THINGS):
        raise BadData(f"{name}: things are {', '.join(THINGS)}")
    return Panel(things, spoken(table["scene"], f"{name}: scene"), says)


def width(text: str) -> float:
    """About, in the units of the drawing: wide letters are as wide as they are high."""
    return sum(SIZE if ord(letter) > 0x2E7F else SIZE * (0.68 if letter.isupper() else 0.54) for letter in text)


def lines(text: str) -> list[str]:
    """As many as it takes; Chinese breaks anywhere but before a mark, other languages between words."""
    pieces = _pieces(text)
    found = [""]
    for piece in pieces:
        if found[-1] and width(found[-1] + piece.rstrip()) > LINE:
            found.append("")
        found[-1] += piece if found[-1] else piece.lstrip()
    return [one.rstrip() for one in found]


def _pieces(text: str) -> list[str]:
    found: list[str] = []
    for letter in text:
        is_wide = ord(letter) > 0x2E7F
        is_mark = letter in "，。？！：；、”）"
        if (
            not found
            or (is_wide and not is_mark)
            or found[-1].endswith(" ")
            or (ord(found[-1][-1]) > 0x2E7F and not is_mark)
        ):
            found.append(letter)
        else:
            found[-1] += letter
    return found
