"""Leaving days and moves from a CSV file: one line per person, whole and plain or a list of what to change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rempart.directory.core.csv_table import BadTable, Fault, Row, read_table

COLUMNS = {
    "email": ("e-mail", "mail", "adresse_e-mail", "courriel", "邮箱", "电子邮件"),
    "staff_number": ("number", "matricule", "工号"),
    "last_day": ("leaves_on", "dernier_jour", "最后工作日"),
    "first_day": ("starts_on", "premier_jour", "入职日"),
    "teams": ("team", "équipes", "equipes", "团队"),
}
SEPARATOR = "|"  # between teams in one cell
MAX_TEAMS = 20


@dataclass(frozen=True, slots=True)
class Move:
    """What a line says; `teams` None leaves them as they are."""

    line: int
    email: str
    staff_number: str
    last_day: date | None
    first_day: date | None
    teams: tuple[str, ...] | None


def read_moves(data: bytes) -> list[Move]:
    """Raises BadTable."""
    rows = read_table(data, COLUMNS, [])
    faults = [fault for row in rows for fault in _faults(row)]
    if faults:
        raise BadTable(faults)
    return [_move(row) for row in rows]


def _faults(row: Row) -> Iterator[Fault]:
    cells = row.cells
    if not cells["email"] and not cells["staff_number"]:
        yield Fault(row.line, "who")
    if not any(cells[name] for name in ("last_day", "first_day", "teams")) or (
        cells["last_day"] and cells["first_day"]
    ):
        yield Fault(row.line, "what")
    for name in ("last_day", "first_day"):
        if cells[name] and _day(cells[name]) is None:
            yield Fault(row.line, "bad_day", {"column": name})
    if cells["teams"].count(SEPARATOR) >= MAX_TEAMS:
        yield Fault(row.line, "many_teams", {"most": MAX_TEAMS})


def _move(row: Row) -> Move:
    cells = row.cells
    teams = tuple(name.strip()[:200] for name in cells["teams"].split(SEPARATOR) if name.strip())
    return Move(
        row.line,
        cells["email"].lower(),
        cells["staff_number"],
        _day(cells["last_day"]),
        _day(cells["first_day"]),
        teams if cells["teams"] else None,
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None
