"""Tips for a coffee, one a week all the year round, and one for each day of the culture week (AWR-07, AWR-23)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rempart.people.core.comic import Strip, strips
from rempart.people.core.in_languages import BadData, Spoken, said, spoken, tables

FOLDER = "rempart.people.tips"
CULTURE_DAYS = 5
TEXT_MAX = 340  # characters: read while the coffee cools


@dataclass(frozen=True, slots=True)
class Told:
    """A tip in one language."""

    title: str
    text: str
    source: str
    address: str


@dataclass(frozen=True, slots=True)
class Tip:
    """`source` stands where a fact is told; advice needs none. `culture_day` 1 to 5, or 0."""

    id: str
    order: int
    culture_day: int
    source: str
    address: str
    title: Spoken
    text: Spoken

    def told(self, language: str) -> Told:
        """In that language."""
        return Told(said(self.title, language), said(self.text, language), self.source, self.address)


@lru_cache
def tips() -> tuple[Tip, ...]:
    """In their order. Raises BadData."""
    found = sorted((read(name, table) for name, table in tables(FOLDER)), key=lambda one: one.order)
    if [one.order for one in found] != list(range(1, len(found) + 1)):
        raise BadData("tips: their order has a gap, or one twice")
    return tuple(found)


def read(name: str, table: Mapping[str, Any]) -> Tip:
    """One file. Raises BadData."""
    try:
        tip = Tip(
            name, int(table["order"]), int(table.get("culture_day", 0)), str(table.get("source", "")),
            str(table.get("address", "")), spoken(table["title"], f"{name}: title"), spoken(table["text"], f"{name}: text"),
        )  # fmt: skip
    except KeyError as bad:
        raise BadData(f"{name}: {bad} is missing") from bad
    if max(len(one) for one in tip.text.values()) > TEXT_MAX:
        raise BadData(f"{name}: longer than {TEXT_MAX} characters")
    if tip.address and not tip.address.startswith("https://"):
        raise BadData(f"{name}: an address begins with https://")
    return tip


def tip_of_week(day: dt.date) -> Tip:
    """Another one each ISO week, around and around."""
    weeks = (day - dt.date(1970, 1, 5)).days // 7  # a Monday
    return tips()[weeks % len(tips())]


def tip_of_day(number: int) -> Tip:
    """Of the culture week; `number` counts from 0."""
    found = {one.culture_day: one for one in tips()}
    return found[number % CULTURE_DAYS + 1]


def strip_of(number: int) -> Strip:
    """Of that day of the culture week."""
    return strips()[number % len(strips())]
