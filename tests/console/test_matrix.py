"""Role × page × API × verb: whoever does not hold what a door demands does not get in, and whoever holds it does.

Nothing is listed by hand but the exceptions: doors come from the addresses and the API's description, what each demands
is witnessed while the owner goes through it, and the roles from roles.py. Attack of promises API-1 and 3.
"""

from dataclasses import dataclass

import pytest
from django.template.backends.django import Template
from django.test import Client

from rempart.directory.core.roles import GRANTS, Permission, Role
from tests.cast import Cast, colleague
from tests.console.doors import (
    Door,
    House,
    Visitor,
    address,
    candidates,
    make_house,
    operations,
    pages,
    token_of,
    witnessed,
)

pytestmark = pytest.mark.django_db
DOORS = [*pages(), *operations()]
CLOSED = (401, 403, 404, 405)


@dataclass(frozen=True)
class Known:
    """What the owner met behind a door: which row fits, what was demanded, how it ended."""

    row: str
    demanded: frozenset[Permission]
    status: int


# Reviewed: doors where holding what is demanded is not the whole story. Each is tried: one that is needed no more fails.
PERSONAL = "belongs to the people it names; others do not find it"
EXCEPTIONS: dict[str, str] = {}
_learned: dict[str, Known] = {}


@pytest.fixture
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who gets in is settled before a page is drawn; drawing two thousand of them is what would take the time."""
    monkeypatch.setattr(Template, "render", lambda *_, **_more: "")


@pytest.fixture
def house(cast_: Cast) -> House:
    return make_house(cast_)


@pytest.fixture
def learned(house: House, cast_: Cast, no_pictures: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Known]:
    """Once in each process: rows have other uids in the next test, but the same names."""
    if not _learned:
        owner = Visitor(Client(), token_of(cast_.alice, cast_.lavande))
        owner.client.force_login(cast_.alice)
        for door in DOORS:
            _learned[str(door)] = learn(owner, door, house, monkeypatch)
    return _learned


def learn(owner: Visitor, door: Door, house: House, patch: pytest.MonkeyPatch) -> Known:
    best = Known("", frozenset(), 0)
    names = {uid: name for name, uid in house.rows.items()}
    for values in candidates(door, house):
        with witnessed(patch) as asked:
            answer = owner.go(door, address(door, values))
        known = Known(names.get(values.get("uid", ""), ""), frozenset(asked), answer.status_code)
        if not best.status or (best.status in CLOSED and known.status not in CLOSED):
            best = known
        if best.status not in CLOSED or best.status == 405:
            break
    return best


def way(door: Door, known: Known, house: House) -> str:
    (first, *_) = candidates(door, house)
    return address(door, {**first, **({"uid": house.rows[known.row]} if known.row else {})})


def is_shut(answer: object) -> bool:
    status, location = answer.status_code, answer.headers.get("Location", "")  # type: ignore[attr-defined]
    return status in CLOSED or (status == 302 and location.startswith("/account/"))


def enter_as(account: object, cast_: Cast) -> Visitor:
    visitor = Visitor(Client(), token_of(account, cast_.lavande))  # type: ignore[arg-type]
    visitor.client.force_login(account)  # type: ignore[arg-type]
    return visitor


def wrong(role: Role, door: Door, known: Known, answer: object) -> str:
    """What is not as the role's rights say; empty = nothing."""
    if known.status in CLOSED:
        return "" if is_shut(answer) else f"{door}: open, and shut for the owner"
    lacks = known.demanded - GRANTS[role]
    if lacks and not is_shut(answer):
        return f"{door}: open without {sorted(lacks)}"
    if not lacks and is_shut(answer):
        return f"{door}: shut ({answer.status_code}) although all of {sorted(known.demanded)} is held"  # type: ignore[attr-defined]
    return ""


@pytest.mark.parametrize("role", list(Role))
def test_a_role_gets_in_exactly_where_it_holds_what_is_demanded(
    role: Role, cast_: Cast, house: House, learned: dict[str, Known]
) -> None:
    visitor = enter_as(colleague(cast_.lavande, "Dora", role), cast_)
    found = [
        trouble
        for door in DOORS
        if str(door) not in EXCEPTIONS
        and (trouble := wrong(role, door, learned[str(door)], visitor.go(door, way(door, learned[str(door)], house))))
    ]
    assert found == [], "\n".join(found)
