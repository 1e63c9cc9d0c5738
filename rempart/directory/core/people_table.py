"""People from a CSV file: name, and where there is one e-mail address, staff number, team."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rempart.directory.core.csv_table import BadTable, Fault, Row, read_table

COLUMNS = {
    "name": ("nom", "姓名"),
    "email": ("e-mail", "mail", "e-mail_address", "email_address", "adresse_e-mail", "courriel", "邮箱", "电子邮件"),
    "staff_number": ("number", "matricule", "工号"),
    "team": ("department", "équipe", "equipe", "service", "团队", "部门"),
}
LIMITS = {"name": 200, "email": 254, "staff_number": 40, "team": 200}  # as the tables have them
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\[\]\\]{1,64}@(?:[\w-]+\.)+[\w-]{2,}").fullmatch


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Someone to add; `line` says where in the file, 0 for a form."""

    name: str
    email: str = ""
    staff_number: str = ""
    team: str = ""
    line: int = 0


def is_address(text: str) -> bool:
    """Does it look like an e-mail address? Whether it receives mail only mail can tell."""
    return bool(_ADDRESS(text))


def read_people(data: bytes) -> list[NewPerson]:
    """Everybody in the file. Raises BadTable with every fault and its line."""
    rows = read_table(data, COLUMNS, ["name"])
    people = [_person(row) for row in rows]
    faults = [fault for row in rows for fault in _too_long(row)] + list(_wrong(people))
    if faults:
        raise BadTable(sorted(faults, key=lambda fault: fault.line))
    return people


def _person(row: Row) -> NewPerson:
    cells = row.cells
    return NewPerson(cells["name"], cells["email"].lower(), cells["staff_number"], cells["team"], row.line)


def _too_long(row: Row) -> Iterator[Fault]:
    for name, most in LIMITS.items():
        if len(row.cells[name]) > most:
            yield Fault(row.line, "too_long", {"column": name, "most": most})


def _wrong(people: list[NewPerson]) -> Iterator[Fault]:
    addresses: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for person in people:
        if person.email and not is_address(person.email):
            yield Fault(person.line, "bad_email")
        elif person.email and addresses.setdefault(person.email, person.line) != person.line:
            yield Fault(person.line, "email_twice", {"first": addresses[person.email]})
        if person.staff_number and numbers.setdefault(person.staff_number, person.line) != person.line:
            yield Fault(person.line, "number_twice", {"first": numbers[person.staff_number]})
