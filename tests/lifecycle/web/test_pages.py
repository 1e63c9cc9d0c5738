"""The pages: whole in each language, what they show, and what forms do."""

import re

import pytest
from django.test import Client

from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_team import add_team
from rempart.directory.core.people_table import NewPerson
from rempart.directory.store.models import Account, Membership, Person
from rempart.lifecycle.actions.change_by_hand import change_by_hand
from rempart.lifecycle.actions.connections import add_connection, connectors
from rempart.lifecycle.actions.house import zone_of
from rempart.lifecycle.actions.standing import standing_of
from rempart.lifecycle.core.change import Standing
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store.models import Connection, HrSource, KnownAs, RoleMapping, ScimToken, Transition
from tests.cast import Cast, go_stale

HOME = "/organisation/leavers/"
PAGES = [
    "",
    "import/",
    "paused/",
    "people/",
    "systems/",
    "systems/add/webhook/",
    "systems/add/wordpress/",
    "systems/add/scim/",
    "identity/",
    "personnel/",
]
LANGUAGES = {"en": "Leavers", "fr": "Départs", "zh-hans": "离职人员"}


def signed_in(account: Account) -> Client:
    """A browser whose sign-in is fresh, as step-up wants it."""
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def alice(cast_: Cast) -> Client:
    """The owner at her desk."""
    return signed_in(cast_.alice)


@pytest.fixture
def full(cast_: Cast) -> list[Person]:
    """One left with an open system, one waits, one is planned."""
    given = {"address": "http://127.0.0.1:9/", "secret": "s"}
    add_connection(cast_.alice, cast_.lavande, connectors()["webhook"], "House keys", given)
    rows = add_people(cast_.alice, cast_.lavande, [NewPerson(f"Person {n}", f"p{n}@x.example") for n in range(5)])
    Person.objects.update(created_at="2020-01-01T00:00:00Z")
    rows = list(Person.objects.order_by("pk"))
    for row in rows[:2]:
        change_by_hand(cast_.alice, row, Standing(False))
    change_by_hand(cast_.alice, rows[2], Standing(False), due_at_ms=4_102_444_800_000)
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_whole_in_each_language(alice: Client, full: list[Person], cast_: Cast, language: str) -> None:
    """200, a heading, the right language, and nothing left in English that was translated."""
    cast_.alice.language = language
    cast_.alice.save()
    alice.post("/language", {"language": language})
    for page in [*PAGES, f"people/{full[0].uid}/", f"people/{full[3].uid}/"]:
        answer = alice.get(HOME + page)
        assert answer.status_code == 200, page
        assert "<h1>" in answer.content.decode()
    assert f"<h1>{LANGUAGES[language]}</h1>" in alice.get(HOME).content.decode()


def test_an_auditor_and_a_stranger_see_nothing(cast_: Cast, full: list[Person]) -> None:
    """Deny by default; a stranger's person is not found."""
    for page in PAGES:
        assert signed_in(cast_.bob).get(HOME + page).status_code == 403, page
    assert signed_in(cast_.charlie).get(f"{HOME}people/{full[0].uid}/").status_code == 404


@pytest.mark.parametrize("page", ["paused/", "import/", "systems/", "identity/", "personnel/"])
def test_dangerous_pages_want_a_fresh_sign_in(cast_: Cast, page: str) -> None:
    """A session found open on a desk does not suffice."""
    client = signed_in(cast_.alice)
    go_stale(client)
    answer = client.get(HOME + page)
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]


def test_who_left_and_what_is_open(alice: Client, full: list[Person]) -> None:
    """The bar of steps, the planned one, and the pointer to what waits."""
    page = alice.get(HOME).content.decode()
    assert "Person 0" in page
    assert "House keys" in page
    assert "Still open." in page
    assert "1 change waits for a second person." in page
    assert page.count("<progress") == 2


def test_a_person_leaves_comes_back_and_moves(alice: Client, cast_: Cast) -> None:
    """By hand, with what was typed kept when it is wrong."""
    row = add_people(cast_.alice, cast_.lavande, [NewPerson("Nora", "nora@x.example")])[0]
    team = add_team(cast_.alice, cast_.lavande, "Vault")
    path = f"{HOME}people/{row.uid}/"
    assert alice.post(path, {"do": "leave", "last_day": "soon"}).status_code == 422
    assert alice.post(path, {"do": "leave"}).status_code == 302
    assert not standing_of(row).is_present
    alice.post(path, {"do": "back"})
    alice.post(path, {"do": "move", "teams": [team.uid]})
    assert standing_of(row) == Standing(True, frozenset({team.uid}))
    assert "Vault" in alice.get(path).content.decode()
    assert alice.post(path, {"do": "move", "teams": ["stranger"]}).status_code == 422


def test_a_second_person_allows_on_the_page(alice: Client, cast_: Cast, full: list[Person]) -> None:
    """Alice asked, so Alice may not; a second owner may."""
    row = Transition.objects.get(stage=Stage.PAUSED)
    tick = {"change": f"{row.uid}:{row.digest}", "do": "allow"}
    alice.post(HOME + "paused/", tick)
    row.refresh_from_db()
    assert row.stage == Stage.PAUSED
    Membership.objects.filter(account=cast_.bob).update(role="officer")
    bob = signed_in(cast_.bob)
    bob.post(HOME + "paused/", {"change": f"{row.uid}:{'0' * 64}", "do": "allow"})
    row.refresh_from_db()
    assert row.stage == Stage.PAUSED
    assert "Person 1" in bob.get(HOME + "paused/").content.decode()
    bob.post(HOME + "paused/", tick)
    row.refresh_from_db()
    assert row.stage == Stage.APPLIED


def test_the_identity_systems_page(alice: Client, cast_: Cast) -> None:
    """The token is shown once; a mapping; revoking."""
    answer = alice.post(HOME + "identity/", {"do": "token", "name": "Entra", "days": "30"})
    secret = re.search(r"rsc_[\w-]{40,}", answer.content.decode())
    assert secret is not None
    assert secret[0] not in alice.get(HOME + "identity/").content.decode()
    assert alice.post(HOME + "identity/", {"do": "token", "name": "Entra", "days": "9999"}).status_code == 422
    team = add_team(cast_.alice, cast_.lavande, "Analysts")
    alice.post(HOME + "identity/", {"do": "map", "team": team.uid, "role": "analyst"})
    assert RoleMapping.objects.get().role == "analyst"
    assert alice.post(HOME + "identity/", {"do": "map", "team": team.uid, "role": "owner"}).status_code == 422
    alice.post(HOME + "identity/", {"do": "map", "team": team.uid, "role": ""})
    assert not RoleMapping.objects.exists()
    token = ScimToken.objects.get()
    assert signed_in(cast_.charlie).post(f"{HOME}identity/{token.uid}/revoke/").status_code == 404
    alice.post(f"{HOME}identity/{token.uid}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at_ms is not None


def test_the_personnel_systems_page(alice: Client, cast_: Cast) -> None:
    """The secret is shown once and kept sealed; the clock."""
    answer = alice.post(HOME + "personnel/", {"do": "secret"})
    secret = re.search(r"rhr_[\w-]{40,}", answer.content.decode())
    assert secret is not None
    assert secret[0].encode() not in bytes(HrSource.objects.get().secret)
    assert alice.post(HOME + "personnel/", {"do": "zone", "zone": "Mars/Olympus"}).status_code == 422
    alice.post(HOME + "personnel/", {"do": "zone", "zone": "Europe/Paris"})
    assert zone_of(cast_.lavande) == "Europe/Paris"


def test_a_system_is_connected_asked_and_disconnected(alice: Client) -> None:
    """A form that was refused keeps what was typed, but no secret."""
    bad = alice.post(HOME + "systems/add/webhook/", {"title": "Keys", "address": "nowhere at all", "secret": "geheim"})
    assert bad.status_code == 422
    assert "nowhere at all" in bad.content.decode()
    assert "geheim" not in bad.content.decode()
    good = {"title": "Keys", "address": "http://127.0.0.1:9/", "secret": "geheim"}
    assert alice.post(HOME + "systems/add/webhook/", good).status_code == 302
    row = Connection.objects.get()
    assert alice.get(HOME + "systems/add/nothing/").status_code == 404
    alice.post(HOME + "systems/", {"uid": row.uid, "do": "try"})
    alice.post(HOME + "systems/", {"uid": row.uid, "do": "pause"})
    assert "Paused." in alice.get(HOME + "systems/").content.decode()
    alice.post(HOME + "systems/", {"uid": row.uid, "do": "resume"})
    assert not Connection.objects.get().is_paused
    alice.post(HOME + "systems/", {"uid": row.uid, "do": "remove"})
    assert not Connection.objects.get().is_on


def test_a_list_is_taken_or_every_line_is_said(alice: Client, cast_: Cast) -> None:
    """As everywhere: all or nothing."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    add_people(cast_.alice, cast_.lavande, [NewPerson("Nora", "nora@x.example")])
    bad = SimpleUploadedFile("m.csv", b"email,last_day\nnora@x.example,soon\n")
    answer = alice.post(HOME + "import/", {"file": bad})
    assert answer.status_code == 422
    assert "Line 2" in answer.content.decode()
    good = SimpleUploadedFile("m.csv", b"email,last_day\nnora@x.example,2199-01-01\n")
    assert alice.post(HOME + "import/", {"file": good}).status_code == 302
    assert Transition.objects.get().stage == Stage.PLANNED


def test_a_test_says_what_is_wrong(alice: Client) -> None:
    """In a sentence with what to do, and never with the secret."""
    for kind, fields in (("wordpress", {"user": "mason", "password": "geheim"}), ("scim", {"token": "geheim"})):
        given = {"title": kind, "address": "http://127.0.0.1:9/", **fields}
        page = alice.post(f"{HOME}systems/add/{kind}/", given, follow=True).content.decode()
        assert "Its address may not be called from here." in page
        assert "geheim" not in page
        given["address"] = "http://shop.example/"
        page = alice.post(f"{HOME}systems/add/{kind}/", given, follow=True).content.decode()
        assert "Its address is not encrypted." in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_who_in_a_system(alice: Client, cast_: Cast, full: list[Person], language: str) -> None:
    """One of this organisation, found by address or number; another tenant's system is not found."""
    alice.post("/language", {"language": language})
    row = Connection.objects.get()
    page = f"{HOME}systems/{row.uid}/names/"
    assert alice.get(page).status_code == 200
    for said in ("p9@x.example", "charlie@velos.example", ""):
        assert alice.post(page, {"do": "set", "person": said, "name": "geo"}).status_code == 422
    assert alice.post(page, {"do": "set", "person": "P3@x.example", "name": "=1+1"}).status_code == 422
    assert alice.post(page, {"do": "set", "person": "P3@x.example", "name": "geo"}).status_code == 302
    assert "geo" in alice.get(page).content.decode()
    alice.post(page, {"do": "drop", "person": full[3].uid})
    assert not KnownAs.objects.exists()
    assert signed_in(cast_.charlie).get(page).status_code == 404
    assert signed_in(cast_.bob).get(page).status_code == 403
