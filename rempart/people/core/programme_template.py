"""Programmes ready to begin (AWR-13, AWR-16 to AWR-19): goals, dates counted from the first day, a path, sessions."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rempart.people.core.in_languages import BadData, Spoken, spoken, tables

FOLDER = "rempart.people.programmes"
GOALS = ("knows", "can", "does")
WAYS = ("live", "on_site", "both")


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """`day` counts from the first day of the programme; `hour` is on the wall clock of its time zone."""

    id: str
    day: int
    hour: dt.time
    minutes: int
    way: str
    capacity: int
    title: Spoken
    about: Spoken


@dataclass(frozen=True, slots=True)
class Template:
    """`path` names lessons in their order, also such as are not written yet."""

    id: str
    order: int
    first_day: dt.date  # when the source's own one began
    days: int
    enrol_before_days: int
    early_before_days: int
    culture_day: int | None
    required_minutes: int
    rows: tuple[str, ...]
    path: tuple[str, ...]
    title: Spoken
    goals: Mapping[str, Spoken]
    sessions: tuple[PlannedSession, ...]

    def session(self, name: str) -> PlannedSession | None:
        """One of them; None for an unknown one."""
        return next((one for one in self.sessions if one.id == name), None)


@lru_cache
def templates() -> Mapping[str, Template]:
    """By id, in their order. Raises BadData."""
    found = [read(name, table) for name, table in tables(FOLDER)]
    return {one.id: one for one in sorted(found, key=lambda one: one.order)}


def read(name: str, table: Mapping[str, Any]) -> Template:
    """One file. Raises BadData."""
    try:
        return Template(
            id=name, order=int(table["order"]), first_day=_day(table["first_day"]), days=int(table["days"]),
            enrol_before_days=int(table["enrol_before_days"]), early_before_days=int(table["early_before_days"]),
            culture_day=table.get("culture_day"), required_minutes=int(table["required_minutes"]),
            rows=tuple(table["rows"]), path=tuple(table["path"]), title=spoken(table["title"], f"{name}: title"),
            goals={goal: spoken(table[goal], f"{name}: {goal}") for goal in GOALS},
            sessions=tuple(_session(name, one) for one in table.get("sessions", [])),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as bad:
        raise BadData(f"{name}: {bad}") from bad


def _session(name: str, table: Mapping[str, Any]) -> PlannedSession:
    where, way = f"{name}: session {table['id']}", str(table["way"])
    if way not in WAYS:
        raise BadData(f"{where}: way is one of {', '.join(WAYS)}")
    return PlannedSession(
        id=str(table["id"]), day=int(table["day"]), hour=dt.time.fromisoformat(table["hour"]), way=way,
        minutes=int(table["minutes"]), capacity=int(table["capacity"]), title=spoken(table["title"], where),
        about=spoken(table["about"], where),
    )  # fmt: skip


def _day(value: Any) -> dt.date:
    if not isinstance(value, dt.date):
        raise BadData("first_day is a date")
    return value
