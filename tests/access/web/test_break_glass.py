"""The sealed way in: made by two, used once, for an hour, never quietly, and reviewed by three. Attacks of keys-6 to keys-8."""

import json
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation

import rempart
from dev.messages import compile_all
from rempart.access.actions.close_break_glass import REVIEW_WITHIN_S, TRY_EVERY_S, tend_break_glass
from rempart.access.actions.open_break_glass import open_break_glass
from rempart.access.actions.review_break_glass import NotYet, sign_review, write_review
from rempart.access.actions.seal_break_glass import ask_to_seal, seal_break_glass
from rempart.access.actions.visit import Visit
from rempart.access.core.break_glass import digest, new_secret
from rempart.access.core.browser import browser_of
from rempart.access.store.break_glass import SealedAccess
from rempart.access.store.models import Letter
from rempart.directory.actions.decide_approval import grant_approval
from rempart.directory.actions.limit_member import OwnerIsWhole, limit_member
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.approval import NotApprovable
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Account, Membership
from rempart.directory.store.rights import Approval
from rempart.directory.store.tokens import ApiToken
from rempart.events import break_glass as events
from rempart.terms.severity import Severity
from tests.access.record import every_byte, kinds
from tests.cast import Cast, colleague
from tests.maturity.web.test_pages import read

pytestmark = pytest.mark.django_db
DOOR = "/account/break-glass/"
HOME = "/organisation/break-glass/"
VISIT = Visit("192.0.2.77", "Agent/77", "", browser_of(""), "")


@pytest.fixture
def olga(cast_: Cast) -> Account:
    """A security officer beside the owner."""
    return colleague(cast_.lavande, "Olga", Role.OFFICER)


@pytest.fixture
def secret(cast_: Cast, olga: Account) -> str:
    asked = ask_to_seal(cast_.alice, cast_.lavande, "first envelope")
    grant_approval(olga, asked, seen=asked.digest)
    return seal_break_glass(cast_.alice, cast_.lavande)


def enter(secret: str) -> Client:
    """Somebody with the paper, in a browser of their own."""
    client = Client()
    assert client.post(DOOR, {"secret": secret}).status_code == 302
    return client


def expire() -> None:
    SealedAccess.objects.filter(state="open").update(until_ms=1)


def bodies(organisation: object) -> list[tuple[str, str]]:
    """Actor and body of every entry, as they stand in its bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT front, tail FROM ledger_entry ORDER BY id")
        whole = [bytes(front) + bytes(tail) for front, tail in cursor.fetchall()]
    return [(kind, one.decode("utf-8", "replace")) for one in whole for kind in re.findall(r'"kind":"([^"]+)"', one.decode("utf-8", "replace"))]  # fmt: skip


def test_it_takes_two_and_the_paper_is_shown_once(cast_: Cast, olga: Account, client: Client) -> None:
    with pytest.raises(NotApprovable):
        seal_break_glass(cast_.alice, cast_.lavande)
    client.force_login(cast_.alice)
    assert client.post(HOME, {"reason": "for the safe"}).status_code == 302
    asked = Approval.objects.get()
    with pytest.raises(NotApprovable):
        grant_approval(cast_.alice, asked, seen=asked.digest)
    client.post(HOME + "seal/")
    assert not SealedAccess.objects.exists()
    grant_approval(olga, asked, seen=asked.digest)
    page = client.post(HOME + "seal/").content.decode()
    found = re.search(r'<code class="token">([^<]+)</code>', page)
    assert found
    row = SealedAccess.objects.get()
    assert row.digest == digest(found[1])
    assert found[1].encode() not in every_byte()
    client.post(HOME + "seal/")  # the yes was used
    assert SealedAccess.objects.count() == 1
    assert found[1] not in client.get(HOME).content.decode()


def test_it_opens_everything_without_a_second_factor_and_shouts(cast_: Cast, olga: Account, secret: str) -> None:
    inside = enter(secret.upper().replace("-", " "))
    assert inside.get("/organisation/members/").status_code == 200  # behind step-up
    assert inside.get("/organisation/tokens/new/").status_code == 200
    assert events.OPENED.severity is Severity.CRITICAL
    assert kinds(cast_.lavande).count("access.break_glass.opened") == 1
    assert {letter.account for letter in Letter.objects.filter(kind="break_glass")} == {cast_.alice, olga}
    assert b"192.0.2.77" not in every_byte()


def test_every_entry_it_makes_is_marked(cast_: Cast, secret: str) -> None:
    inside = enter(secret)
    inside.post("/organisation/tokens/new/", {"name": "x", "days": "3", "may": [Permission.READ.value]})
    assert ApiToken.objects.exists()
    access = SealedAccess.objects.get()
    assert access.account is not None
    own = [body for _, body in bodies(cast_.lavande) if f"account:{access.account.uid}" in body]
    assert len(own) >= 3  # opened, signed in, made a token
    assert all(f"break_glass:{access.uid}" in body for body in own)


def test_nobody_else_is_marked(cast_: Cast, secret: str, client: Client) -> None:
    enter(secret)
    before = len(bodies(cast_.lavande))
    client.force_login(cast_.alice)
    client.post("/organisation/tokens/new/", {"name": "x", "days": "3", "may": [Permission.READ.value]})
    later = bodies(cast_.lavande)[before:]
    assert later
    assert not [body for _, body in later if "break_glass:" in body]


def test_it_is_used_once(cast_: Cast, secret: str) -> None:
    enter(secret)
    again = Client().post(DOOR, {"secret": secret})
    assert again.status_code == 422
    assert open_break_glass(secret, VISIT) is None
    assert Account.objects.filter(email__endswith="@sealed.invalid").count() == 1


def test_an_older_envelope_is_void(cast_: Cast, olga: Account, secret: str) -> None:
    asked = ask_to_seal(olga, cast_.lavande, "the yearly one")
    grant_approval(cast_.alice, asked, seen=asked.digest)
    newer = seal_break_glass(olga, cast_.lavande)
    assert open_break_glass(secret, VISIT) is None
    assert open_break_glass(newer, VISIT) is not None


def test_after_the_hour_it_is_nothing(cast_: Cast, secret: str) -> None:
    inside = enter(secret)
    access = SealedAccess.objects.get()
    assert access.account is not None
    token = make_token(access.account, cast_.lavande, "to stay", [Permission.READ], 30)
    expire()
    assert inside.get("/organisation/members/").status_code == 302  # the sign-in page
    access.refresh_from_db()
    assert access.state == "closed"
    assert not Membership.objects.filter(account=access.account).exists()
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {token.secret}"}).status_code == 401
    access.account.refresh_from_db()
    assert not access.account.is_active


def test_it_cannot_lengthen_its_own_hour(cast_: Cast, secret: str) -> None:
    inside = enter(secret)
    account = SealedAccess.objects.get().account
    assert account is not None
    member = Membership.objects.get(account=account)
    try:
        limit_member(account, member, reach=None, until_ms=None)
    except OwnerIsWhole:
        Membership.objects.filter(pk=member.pk).update(until_ms=None)
    account.set_password("granite-not-gravel-5")
    account.email = "me@elsewhere.example"
    account.save()
    expire()
    assert tend_break_glass()
    assert inside.get("/organisation/members/").status_code == 302
    assert not Membership.objects.filter(account=account).exists()
    account.refresh_from_db()
    assert not account.is_active


def test_a_colleague_ends_it_at_once(cast_: Cast, olga: Account, secret: str, client: Client) -> None:
    inside, access = enter(secret), SealedAccess.objects.get()
    for account, status in ((cast_.bob, 403), (cast_.charlie, 404)):
        client.force_login(account)
        assert client.post(f"{HOME}{access.uid}/end/").status_code == status
    client.force_login(olga)
    client.post(f"{HOME}{access.uid}/end/")
    assert inside.get("/organisation/members/").status_code == 302
    assert "access.break_glass.closed" in kinds(cast_.lavande)


def test_guessing_is_stopped_by_length_and_by_pace(cast_: Cast, secret: str) -> None:
    client = Client()
    answers = [client.post(DOOR, {"secret": new_secret()}).status_code for _ in range(12)]
    assert answers[:10] == [422] * 10
    assert answers[10:] == [429, 429]
    assert client.post(DOOR, {"secret": secret}).status_code == 429  # also the right one, from there
    assert SealedAccess.objects.get().state == "sealed"
    assert len({new_secret() for _ in range(100)}) == 100
    assert all(len(one.replace("-", "")) == 40 for one in (new_secret(), new_secret()))


@pytest.mark.parametrize("typed", ["", "x", "0" * 40, "a" * 39, "a" * 41, "é" * 40, "a" * 5_000])
def test_what_cannot_be_a_secret_is_not_even_looked_up(typed: str) -> None:
    assert digest(typed) == ""


def test_three_people_review_it(cast_: Cast, olga: Account, secret: str, client: Client) -> None:
    otto = colleague(cast_.lavande, "Otto", Role.OWNER)
    enter(secret)
    access = SealedAccess.objects.get()
    with pytest.raises(NotYet):
        write_review(cast_.alice, access, "it still runs")
    expire()
    tend_break_glass()
    access.refresh_from_db()
    with pytest.raises(NotYet):
        sign_review(olga, access)
    client.force_login(cast_.alice)
    client.post(f"{HOME}{access.uid}/review/", {"review": "The <i>provider</i> was down; Otto came in by paper."})
    access.refresh_from_db()
    assert b"provider" not in every_byte()
    assert "&lt;i&gt;provider" in client.get(HOME).content.decode()
    with pytest.raises(NotYet):
        sign_review(cast_.alice, access)  # who wrote it
    sign_review(olga, access)
    with pytest.raises(NotYet):
        sign_review(olga, access)
    access.refresh_from_db()
    assert access.done_ms is None
    sign_review(otto, access)
    access.refresh_from_db()
    assert access.done_ms is not None


def test_what_is_due_is_said_once(cast_: Cast, olga: Account, secret: str) -> None:
    assert not tend_break_glass()
    SealedAccess.objects.update(sealed_ms=SealedAccess.objects.get().sealed_ms - TRY_EVERY_S * 1000 - 1)
    assert tend_break_glass()
    assert not tend_break_glass()
    assert kinds(cast_.lavande).count("access.break_glass.untried") == 1
    enter(secret)
    expire()
    tend_break_glass()
    SealedAccess.objects.update(closed_ms=1)
    assert REVIEW_WITHIN_S > 0
    assert tend_break_glass()
    assert not tend_break_glass()
    assert kinds(cast_.lavande).count("access.break_glass.overdue") == 1


@pytest.mark.parametrize("code", ["en", "fr", "zh-hans"])
def test_pages_are_whole_in_each_language(client: Client, cast_: Cast, olga: Account, secret: str, code: str) -> None:
    compile_all(Path(rempart.__file__).parent)
    translation.trans_real._translations = {}
    enter(secret)
    asked = ask_to_seal(cast_.alice, cast_.lavande, "again")
    grant_approval(olga, asked, seen=asked.digest)
    client.force_login(cast_.alice)
    client.post("/language", {"language": code, "next": "/"})
    pages = [client.get(HOME), client.get(DOOR)]
    expire()
    tend_break_glass()
    pages += [client.get(HOME), client.post(HOME + "seal/"), client.post(DOOR, {"secret": "kept words"})]
    for page in pages:
        assert page.status_code in (200, 422)
        html = page.content.decode()
        found = read(html)
        assert found.offences == []
        assert len(found.ids) == len(set(found.ids))
        assert set(found.wanted_ids) <= set(found.ids)
        assert found.headings.count(1) == 1
        if code != "en":
            assert not [word for word in ("Break glass", "The envelope", "For the safe", "End it") if word in html]


def test_who_may_not_approve_sees_none_of_it(client: Client, cast_: Cast, secret: str) -> None:
    client.force_login(cast_.bob)
    assert client.get(HOME).status_code == 403
    assert client.post(HOME + "seal/").status_code == 403
    assert json.dumps(kinds(cast_.velos)).count("break_glass") == 0
