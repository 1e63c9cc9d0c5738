"""The sealed way in over the API: seen and ended; a program neither asks for it, nor seals, nor reviews."""

import pytest

from rempart.access.actions.open_break_glass import open_break_glass
from rempart.access.actions.review_break_glass import sign_review, write_review
from rempart.access.actions.seal_break_glass import ask_to_seal, seal_break_glass
from rempart.access.actions.visit import Visit
from rempart.access.core.browser import browser_of
from rempart.access.store.break_glass import SealedAccess
from rempart.console.api import api
from rempart.directory.actions.decide_approval import grant_approval
from rempart.directory.core.roles import Permission, Role
from tests.cast import Cast, colleague
from tests.console.doors import token_of
from tests.program import EVERYTHING, Program, program

pytestmark = pytest.mark.django_db
VISIT = Visit("192.0.2.77", "Agent/77", "", browser_of(""), "")


@pytest.fixture
def paper(cast_: Cast) -> str:
    """What stands on it."""
    asked = ask_to_seal(cast_.alice, cast_.lavande, "first envelope")
    grant_approval(colleague(cast_.lavande, "Olga", Role.OFFICER), asked, seen=asked.digest)
    return seal_break_glass(cast_.alice, cast_.lavande)


def test_from_sealed_to_ended_to_signed(cast_: Cast, paper: str) -> None:
    call = program(cast_.alice, cast_.lavande)
    (sealed,) = call("get", "/break-glass").json()["items"]
    assert (sealed["state"], sealed["sealed_by"], sealed["account"]) == ("sealed", cast_.alice.uid, None)
    one = f"/break-glass/{sealed['uid']}"
    assert call("post", f"{one}/end").status_code == 409
    access = open_break_glass(paper, VISIT)
    assert access is not None
    assert access.account is not None
    assert call("get", one).json()["account"] == access.account.uid
    assert call("post", f"{one}/end").json()["state"] == "closed"
    assert call("post", f"{one}/end").status_code == 200
    access.account.refresh_from_db()
    assert not access.account.is_active
    write_review(cast_.alice, access, "A key was lost.")
    sign_review(colleague(cast_.lavande, "Paul", Role.OFFICER), access)
    shown = call("get", one).json()
    assert (shown["review"], shown["reviewed_by"]) == ("A key was lost.", cast_.alice.uid)
    assert (len(shown["signed_by"]), shown["signatures_needed"], shown["done_at"]) == (1, 2, None)
    for answer in (call("get", "/break-glass"), call("get", one)):
        assert paper not in answer.content.decode()
        assert "digest" not in answer.content.decode()


def test_others_see_and_end_nothing(cast_: Cast, paper: str) -> None:
    access = open_break_glass(paper, VISIT)
    assert access is not None
    stranger = program(cast_.charlie, cast_.velos)
    less = program(cast_.alice, cast_.lavande, set(EVERYTHING) - {Permission.GRANT_PRIVILEGE})
    for call, status in ((stranger, 404), (less, 403), (Program(token_of(cast_.bob, cast_.lavande)), 403)):
        assert call("get", f"/break-glass/{access.uid}").status_code == status
        assert call("post", f"/break-glass/{access.uid}/end").status_code == status
    assert stranger("get", "/break-glass").json()["items"] == []
    assert less("get", "/break-glass").status_code == 403
    assert SealedAccess.objects.get().state == SealedAccess.OPEN


def test_a_program_neither_asks_nor_seals_nor_reviews(cast_: Cast, paper: str) -> None:
    """No operation makes a secret or says the word of a second person."""
    there = {(verb, path) for path, verbs in api.get_openapi_schema()["paths"].items() for verb in verbs}
    assert {one for one in there if "break-glass" in one[1]} == {
        ("get", "/api/v1/break-glass"),
        ("get", "/api/v1/break-glass/{uid}"),
        ("post", "/api/v1/break-glass/{uid}/end"),
    }
    call = program(cast_.alice, cast_.lavande)
    assert call("post", "/break-glass", {}).status_code == 405
    for word in ("review", "sign", "seal"):
        assert call("post", f"/break-glass/{SealedAccess.objects.get().uid}/{word}", {}).status_code == 404
