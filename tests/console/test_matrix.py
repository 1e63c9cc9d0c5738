"""Role × page × API × verb: whoever does not hold what a door demands does not get in, and whoever holds it does.

Nothing is listed by hand but the exceptions: doors come from the addresses and the API's description, what each demands
is witnessed while the owner goes through it, and the roles from roles.py. Attack of promises A-API1 and 3.
"""

from dataclasses import dataclass

import pytest
from django.template.backends.django import Template
from django.test import Client

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import GRANTS, Permission, Role
from tests.cast import Cast, colleague
from tests.console.doors import (
    Door,
    Visitor,
    address,
    candidates,
    change_token,
    operations,
    pages,
    token_of,
    witnessed,
)
from tests.console.house import MARKS, House, make_house

pytestmark = [
    pytest.mark.django_db(transaction=True),  # the log is signed, which takes transactions of its own
    pytest.mark.xdist_group("matrix"),  # what the owner met is learned once in each process
]
DOORS = [*pages(), *operations()]
CLOSED = (401, 403, 404, 405)


@dataclass(frozen=True)
class Known:
    """What the owner met behind a door: which row fits, what was demanded, how it ended."""

    row: str
    demanded: frozenset[Permission]
    status: int


# Reviewed: rows that belong to the people they name; a colleague does not find them, whatever role. The test of HR
# fails for one that is no exception any more.
PERSONAL = frozenset(
    {
        "GET /organisation/approvals/<str:uid>/",
        "POST /organisation/approvals/<str:uid>/withdraw/",
        "POST /organisation/rights/cover/<str:uid>/end/",
        "GET /api/v1/approvals/<str:uid>",
        "POST /api/v1/approvals/<str:uid>/withdraw",
        "DELETE /api/v1/delegations/<str:uid>",
        "DELETE /api/v1/tokens/<str:uid>",
        "DELETE /api/v1/sessions/<str:uid>",
        "POST /account/sessions/<str:uid>/end/",
        "POST /organisation/tokens/<str:uid>/end/",
        "POST /organisation/export/<str:uid>/download/",
        "POST /api/v1/organisation/exports/<str:uid>/fetch",
        "POST /account/links/<str:uid>/end/",
        "GET /account/devices/<str:uid>/certificate/",
        "POST /account/devices/<str:uid>/certificate/",
        "POST /account/devices/<str:uid>/revoke/",
        "GET /api/v1/devices/<str:uid>",
        "DELETE /api/v1/devices/<str:uid>",
        "POST /organisation/rights/lent/<str:uid>/end/",
        "DELETE /api/v1/privileges/<str:uid>",
        "GET /notices/ways/<str:uid>/",
        "POST /notices/ways/<str:uid>/",
        "POST /notices/ways/<str:uid>/do/",
        "GET /lessons/attempt/<str:uid>/",
        "POST /lessons/attempt/<str:uid>/",
        "POST /lessons/repeat/",
        "POST /report/button/<str:uid>/end/",
        "POST /my/plan/",
        "GET /my/test/<str:uid>/",
        "POST /my/test/<str:uid>/",
        "GET /my/certificates/<str:uid>/certificate.pdf",
        "GET /my/certificates/<str:uid>/badge.jwt",
        "GET /packages/attempt/<str:uid>/<int:number>/",
        "POST /packages/attempt/<str:uid>/<int:number>/keep/",
        *(f"POST /contests/<str:uid>/{page}/" for page in ("flag", "hint", "remedy", "enter/<str:side>")),
    }
)
# Reviewed: about one's own account, in a firm one belongs to, however little of it one reaches; meetings of a
# programme that is for everybody there; a lesson from elsewhere that is open to everybody in the firm.
OF_ANY_MEMBER = frozenset(
    {
        "GET /contests/<str:uid>/",  # the board: points of teams
        "POST /account/links/<str:uid>/",
        "POST /organisation/choose",
        "GET /programme/sessions/<str:uid>/",
        "POST /programme/sessions/<str:uid>/",
        "GET /programme/sessions/<str:uid>/session.ics",
        "POST /programme/",
        "GET /packages/<str:uid>/",
        "GET /rules/house/<str:uid>/",  # the house's own rules: everybody reads and confirms them
        "GET /rules/house/<str:uid>/<int:number>.pdf",
    }
)
# Reviewed: a role is handed out or taken away only by whoever holds all of it. Identity administrators, who may look
# after members, lack some of the auditor's rights; the member behind these doors is one.
HANDING_OUT = frozenset(
    {
        "PUT /api/v1/members/<str:uid>/scope",
        "PUT /api/v1/members/<str:uid>/role",
        "DELETE /api/v1/members/<str:uid>",
        "POST /organisation/members/<str:uid>/limits/",
    }
)
# Reviewed: the owner asked, so another one decides: whoever may lend.
BY_ANOTHER = frozenset(
    {"GET /organisation/approvals/<str:uid>/decide/", "POST /organisation/approvals/<str:uid>/decide/"}
)
ALSO_SHUT = {Role.IDENTITY_ADMIN: PERSONAL | HANDING_OUT}
# Reviewed: doors that no row opens, so nothing but "shut for all" is shown of them.
UNTRIED = frozenset({"POST /api/v1/approvals/<str:uid>/decision"})  # a program is no second person: never open
SIGN_IN = ("/account/login/", "/account/reauthenticate/", "/account/2fa/", "/account/confirm/")
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
        owner = Visitor(Client(), house, token_of(cast_.alice, cast_.lavande))
        owner.client.force_login(cast_.alice)
        owner.client.get("/language")
        _learned.update({str(door): learn(owner, door, house, monkeypatch) for door in DOORS})  # all of them, or none
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
    return status in CLOSED or (status == 302 and location.startswith(SIGN_IN))


def enter_as(account: object, cast_: Cast, house: House) -> Visitor:
    visitor = Visitor(Client(), house, token_of(account, cast_.lavande))  # type: ignore[arg-type]
    visitor.client.force_login(account)  # type: ignore[arg-type]
    visitor.client.get("/language")  # binds the session to this browser once, not once a door
    return visitor


def wrong(role: Role, door: Door, known: Known, answer: object) -> str:
    """What is not as the role's rights say; empty = nothing."""
    if str(door) in BY_ANOTHER:
        may = Permission.GRANT_PRIVILEGE in GRANTS[role]
        return "" if is_shut(answer) != may else f"{door}: not as GRANT_PRIVILEGE says"
    if known.status in CLOSED:
        return "" if is_shut(answer) else f"{door}: open, and shut for the owner"
    # A role that holds nothing at all (learners) may be kept out of pages that demand nothing in particular.
    lacks = known.demanded - GRANTS[role]
    if lacks and not is_shut(answer):
        return f"{door}: open without {sorted(lacks)}"
    if GRANTS[role] and not lacks and is_shut(answer) and str(door) not in ALSO_SHUT.get(role, PERSONAL):
        return f"{door}: shut ({answer.status_code}) although all of {sorted(known.demanded)} is held"  # type: ignore[attr-defined]
    return ""


def tried(learned: dict[str, Known]) -> list[tuple[Door, Known]]:
    """Without those that have no such verb for anybody."""
    return [(door, learned[str(door)]) for door in DOORS if learned[str(door)].status != 405]


@pytest.mark.once
@pytest.mark.parametrize("role", list(Role))
def test_a_role_gets_in_exactly_where_it_holds_what_is_demanded(
    role: Role, cast_: Cast, house: House, learned: dict[str, Known]
) -> None:
    visitor = enter_as(colleague(cast_.lavande, "Dora", role), cast_, house)
    met = [(door, known, visitor.go(door, way(door, known, house))) for door, known in tried(learned)]
    found = [trouble for door, known, answer in met if (trouble := wrong(role, door, known, answer))]
    assert found == [], "\n".join(found)
    if reviewed := {Role.HR: PERSONAL, Role.IDENTITY_ADMIN: HANDING_OUT}.get(role):
        shut = {str(door) for door, known, answer in met if is_shut(answer) and known.status not in CLOSED}
        assert shut >= reviewed, "no exception any more"


def test_every_door_is_tried_or_named(learned: dict[str, Known]) -> None:
    """A new page gets a row in house.py; one that has a row now leaves the table."""
    assert {name for name, known in learned.items() if known.status in (401, 403, 404)} == UNTRIED


def test_a_stranger_finds_no_row(cast_: Cast, house: House, learned: dict[str, Known]) -> None:
    visitor = Visitor(Client(), house, token_of(cast_.charlie, cast_.velos))
    visitor.client.force_login(cast_.charlie)
    for door, known in tried(learned):
        answer = visitor.go(door, way(door, known, house))
        assert not (known.row or str(door) == "POST /organisation/choose") or is_shut(answer), str(door)
        assert not [mark for mark in MARKS if mark in answer.seen], str(door)


@pytest.mark.once
@pytest.mark.parametrize("role", [Role.OFFICER, Role.IDENTITY_ADMIN])
def test_a_colleague_of_another_site_and_team_finds_no_row(
    role: Role, cast_: Cast, house: House, learned: dict[str, Known]
) -> None:
    """A role that holds nearly everything, limited to rows that are not these."""
    dora = colleague(cast_.lavande, "Dora", role, reach=[house.other, house.other_team])
    visitor = enter_as(dora, cast_, house)
    for door, known in tried(learned):
        answer = visitor.go(door, way(door, known, house))
        assert not known.row or is_shut(answer) or str(door) in OF_ANY_MEMBER, str(door)
        assert not [mark for mark in MARKS if mark in answer.seen], str(door)


@pytest.mark.once
def test_nobody_and_an_expired_token_get_nowhere(cast_: Cast, house: House, learned: dict[str, Known]) -> None:
    late = token_of(cast_.alice, cast_.lavande)
    change_token(cast_.alice, expires_at_ms=now_ms() - 1)
    for visitor in (Visitor(Client(), house), Visitor(Client(), house, late)):
        for door, known in tried(learned):
            answer = visitor.go(door, way(door, known, house))
            assert is_shut(answer), str(door)
            assert not door.is_api or answer.status_code == 401, str(door)


@pytest.mark.once
def test_a_token_without_one_of_the_rights_is_refused_by_the_api(
    cast_: Cast, house: House, learned: dict[str, Known]
) -> None:
    """Although its account is the owner, and although it holds every other right."""
    visitor = Visitor(Client(), house, token_of(cast_.alice, cast_.lavande))
    for door, known in tried(learned):
        for missing in known.demanded if door.is_api else ():
            change_token(cast_.alice, permissions=[one.value for one in Permission if one is not missing])
            assert is_shut(visitor.go(door, way(door, known, house))), (str(door), missing)


def test_each_operation_says_the_right_that_is_demanded(learned: dict[str, Known]) -> None:
    for door, known in tried(learned):
        if door.is_api:
            said = {one for one in Permission if f"`{one.value}`" in door.says}
            assert said == known.demanded, str(door)
            assert said or "Needs no right of its own" in door.says, str(door)
