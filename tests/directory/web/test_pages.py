"""The organisation's pages: each works, each is refused to who may not, none reaches into another tenant."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

import rempart
from dev.messages import compile_all
from rempart.directory.actions.add_host import add_host
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.add_supplier import add_supplier
from rempart.directory.actions.add_team import add_team
from rempart.directory.actions.create_organisation import create_organisation
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Host, Membership, Organisation, Person, Site, Supplier, Team
from tests.cast import Cast, enrol
from tests.maturity.web.test_pages import read

pytestmark = pytest.mark.django_db

PAGES = ("", "sites/", "suppliers/", "people/", "people/import/", "teams/", "members/", "sites/import/")
Rows = dict[str, str]


@pytest.fixture
def rows(cast_: Cast) -> Rows:
    """One of everything of Maison Lavande."""
    supplier = add_supplier(cast_.alice, cast_.lavande, name="Hexa Hosting", kind="host")
    host = add_host(cast_.alice, cast_.lavande, name="Box 1", supplier=supplier)
    site = add_site(cast_.alice, cast_.lavande, "https://lavande.example")
    (person,) = add_people(cast_.alice, cast_.lavande, [NewPerson("Émile", "e@lavande.example", "7", "Atelier")])
    team = Team.objects.get()
    member = Membership.objects.get(account=cast_.bob)
    uids = {"supplier": supplier, "host": host, "site": site, "person": person, "team": team, "member": member}
    return {name: row.uid for name, row in uids.items()}


def inner(rows: Rows) -> list[str]:
    return [
        f"sites/{rows['site']}/",
        f"sites/{rows['site']}/remove/",
        f"people/{rows['person']}/erase/",
        f"teams/{rows['team']}/",
        f"members/{rows['member']}/remove/",
    ]


@pytest.mark.parametrize("code", ["en", "fr", "zh-hans"])
def test_every_page_is_whole_in_each_language(client: Client, cast_: Cast, rows: Rows, code: str) -> None:
    compile_all(Path(rempart.__file__).parent)
    translation.trans_real._translations = {}
    client.force_login(cast_.alice)
    client.post("/language", {"language": code, "next": "/"})
    for name in [*PAGES, *inner(rows)]:
        response = client.get(f"/organisation/{name}")
        assert response.status_code == 200, name
        html = response.content.decode()
        found = read(html)
        assert found.offences == [], name
        assert len(found.ids) == len(set(found.ids)), name
        assert set(found.wanted_ids) <= set(found.ids), (name, set(found.wanted_ids) - set(found.ids))
        assert found.headings.count(1) == 1, name
        assert f'<html lang="{code}"' in html
        if code != "en":
            assert "Add the" not in html
            assert ">Save<" not in html


def test_empty_pages_say_what_to_do(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.charlie)
    for name in ("sites/", "suppliers/", "people/", "teams/"):
        assert b'class="empty"' in client.get(f"/organisation/{name}").content, name


def test_an_auditor_reads_and_changes_nothing(client: Client, cast_: Cast, rows: Rows) -> None:
    client.force_login(cast_.bob)
    for name in ("", "sites/", "suppliers/", f"sites/{rows['site']}/"):
        assert client.get(f"/organisation/{name}").status_code == 200, name
    for name in ("people/", "people/import/", "teams/", "members/", "sites/import/", *inner(rows)[1:]):
        assert client.get(f"/organisation/{name}").status_code == 403, name
    before = state()
    for name, data in attacks(cast_, rows):
        assert client.post(f"/organisation/{name}", data).status_code in (403, 405), name
    assert state() == before


def test_a_stranger_changes_nothing(client: Client, cast_: Cast, rows: Rows) -> None:
    """Charlie owns another firm: whatever he posts, with uids of Maison Lavande in address and body."""
    client.force_login(cast_.charlie)
    before = state(cast_.lavande)
    for name, data in attacks(cast_, rows):
        response = client.post(f"/organisation/{name}", data)
        if any(uid in name for uid in rows.values()):
            assert response.status_code == 404, name
        assert "lavande.example" not in response.content.decode().replace("charlie", ""), name
    assert state(cast_.lavande) == before
    theirs = add_team(cast_.charlie, cast_.velos, "Theirs")
    assert client.post(f"/organisation/teams/{theirs.uid}/", {"leave": rows["person"]}).status_code == 404
    assert client.post(f"/organisation/teams/{theirs.uid}/", {"people": "Émile"}).status_code == 422
    assert client.post("/organisation/sites/", {"name": "Box", "supplier": rows["supplier"]}).status_code == 422
    mine = add_site(cast_.charlie, cast_.velos, "https://velos.example")
    crossing = client.post(f"/organisation/sites/{mine.uid}/", {"do": "host", "host": rows["host"]})
    assert crossing.status_code == 422


def attacks(cast_: Cast, rows: Rows) -> list[tuple[str, dict[str, str]]]:
    everything = {"organisation": cast_.lavande.uid, "organisation_id": "1", "uid": rows["member"]}  # mass assignment
    return [
        ("", {"name": "Eve", "currency": "EUR", **everything}),
        ("sites/", {"name": "Eve", "supplier": "", **everything}),
        (f"sites/{rows['site']}/", {"do": "host", "host": ""}),
        (f"sites/{rows['site']}/", {"do": "origins", "origins": "8.8.8.8"}),
        (f"sites/{rows['site']}/remove/", {"typed": "https://lavande.example"}),
        ("suppliers/", {"name": "Eve", "kind": "host", **everything}),
        ("people/", {"name": "Eve", **everything}),
        (f"people/{rows['person']}/erase/", {"typed": "Émile"}),
        ("teams/", {"name": "Eve", **everything}),
        (f"teams/{rows['team']}/", {"leave": rows["person"]}),
        ("members/", {"email": "eve@evil.example", "role": "owner", **everything}),
        (f"members/{rows['member']}/role/", {"role": "owner"}),
        (f"members/{rows['member']}/link/", {}),
        (f"members/{rows['member']}/remove/", {"typed": "bob@audit.example"}),
    ]


def state(of: Organisation | None = None) -> list[object]:
    """Every row there is, or every row of one organisation."""
    found: list[object] = []
    for model in (Site, Host, Supplier, Person, Team, Membership):
        query = model.objects.order_by("pk") if of is None else model.objects.filter(organisation=of).order_by("pk")
        found.append(list(query.values()))
    found.append(list(Person.teams.through.objects.values_list("person_id", "team_id")))
    organisations = Organisation.objects.order_by("pk")
    found.append(list((organisations if of is None else organisations.filter(pk=of.pk)).values()))
    return found


def test_an_owner_names_the_organisation_and_only_that(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    extra = {"uid": "x", "id": str(cast_.velos.pk)}
    assert client.post("/organisation/", {"name": "Lavande & Fils", "currency": "CHF", **extra}).status_code == 302
    cast_.lavande.refresh_from_db()
    assert (cast_.lavande.name, cast_.lavande.currency) == ("Lavande & Fils", "CHF")
    for bad in ({"name": "", "currency": "EUR"}, {"name": "A", "currency": "XXX"}, {"name": "=A()", "currency": "EUR"}):
        assert client.post("/organisation/", bad).status_code == 422
    assert b"Lavande &amp; Fils" in client.get("/organisation/").content


def test_a_site_goes_once_its_address_is_typed(client: Client, cast_: Cast, rows: Rows) -> None:
    client.force_login(cast_.alice)
    path = f"/organisation/sites/{rows['site']}/remove/"
    for typed in ("", "lavande", "HTTPS://LAVANDE.EXAMPLE"):
        assert client.post(path, {"typed": typed}).status_code == 422
    assert client.get(path).status_code == 200
    assert client.post(path, {"typed": " https://lavande.example "}).status_code == 302
    assert not Site.objects.exists()


def test_host_and_server_addresses_of_a_site(
    client: Client, cast_: Cast, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast_.alice)
    path = f"/organisation/sites/{rows['site']}/"
    assert client.post(path, {"do": "host", "host": rows["host"]}).status_code == 302
    assert client.post(path, {"do": "origins", "origins": "8.8.8.8\n2606:4700::1111"}).status_code == 302
    site = Site.objects.get()
    assert (site.host.name if site.host else "", site.origins) == ("Box 1", ["8.8.8.8", "2606:4700::1111"])
    for bad in ("10.0.0.1", "localhost", "1 2 3", "x" * 3_000):
        assert client.post(path, {"do": "origins", "origins": bad}).status_code == 422
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    assert client.post(path, {"do": "origins", "origins": "10.0.0.1"}).status_code == 422  # the site is public
    Site.objects.update(is_private=True)
    assert client.post(path, {"do": "origins", "origins": "10.0.0.1"}).status_code == 302
    monkeypatch.delenv("REMPART_ALLOW_PRIVATE")
    assert (
        client.post(path, {"do": "origins", "origins": "10.0.0.1"}).status_code == 422
    )  # the operator no longer agrees


def test_people_come_one_by_one_by_file_and_go(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    assert client.post("/organisation/people/", {"name": "Zoé", "email": "zoe@lavande.example"}).status_code == 302
    again = client.post("/organisation/people/", {"name": "Zoé", "email": "ZOE@lavande.example"})
    assert again.status_code == 422
    assert client.post("/organisation/people/", {"name": "@SUM(1)"}).status_code == 422
    assert client.post("/organisation/people/", {"name": "A", "email": "no"}).status_code == 422
    assert post_file(client, b"name,email\nA,a@f.example\nB,b\n") == (422, "Line 3")
    assert post_file(client, b"name,email\nA,a@f.example\nZ,zoe@lavande.example\n") == (422, "Line 3")
    assert Person.objects.count() == 1
    assert post_file(client, b"name,email\nA,a@f.example\nB,b@f.example\n") == (302, "")
    assert b"b@f.example" in client.get("/organisation/people/?q=b@f").content
    assert b"Nobody matches" in client.get("/organisation/people/?q=nothing").content
    person = Person.objects.get(name="A")
    path = f"/organisation/people/{person.uid}/erase/"
    assert client.post(path, {"typed": "B"}).status_code == 422
    assert client.post(path, {"typed": "A"}).status_code == 302
    assert Person.objects.count() == 2


def post_file(client: Client, data: bytes, path: str = "/organisation/people/import/") -> tuple[int, str]:
    response = client.post(path, {"file": SimpleUploadedFile("list.csv", data)})
    return response.status_code, "Line 3" if b"Line 3" in response.content else ""


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"x" * 3_000_000, b"name\n=1+1\n", b"\x00" * 100], ids="abcde")
@pytest.mark.parametrize("path", ["/organisation/people/import/", "/organisation/sites/import/"])
def test_bad_files_are_told_in_a_sentence(client: Client, cast_: Cast, path: str, data: bytes) -> None:
    client.force_login(cast_.alice)
    assert post_file(client, data, path)[0] == 422
    assert client.post(path, {}).status_code == 422
    assert not Person.objects.exists()


def test_sites_come_by_file(client: Client, cast_: Cast, rows: Rows) -> None:
    client.force_login(cast_.alice)
    path = "/organisation/sites/import/"
    assert post_file(client, b"address\nshop.example\nnot an address\n", path) == (422, "Line 3")
    assert Site.objects.count() == 1
    assert post_file(client, b"address,title\nshop.example,Shop\nhttps://lavande.example/,\n", path)[0] == 302
    assert set(Site.objects.values_list("address", flat=True)) == {"https://shop.example", "https://lavande.example"}


def test_teams_are_filled_by_name_number_or_address(client: Client, cast_: Cast, rows: Rows) -> None:
    client.force_login(cast_.alice)
    add_people(cast_.alice, cast_.lavande, [NewPerson("Zoé"), NewPerson("Ann", "ann@f.example"), NewPerson("Ann")])
    path = f"/organisation/teams/{rows['team']}/"
    assert client.post(path, {"people": "Zoé\nann@f.example\n7"}).status_code == 302
    assert Team.objects.get().person_set.count() == 3
    for bad in ("", "Nobody", "Ann", "x\n" * 300):
        assert client.post(path, {"people": bad}).status_code == 422
    assert client.post(path, {"leave": rows["person"]}).status_code == 302
    assert Team.objects.get().person_set.count() == 2


def test_an_invitation_is_shown_once_and_works(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    response = client.post(
        "/organisation/members/", {"email": "dora@lavande.example", "name": "Dora", "role": "analyst"}
    )
    html = response.content.decode()
    link = html.split('id="link-line">')[1].split("<")[0]
    assert response.headers["Cache-Control"] == "no-store"
    assert link.split("/in/")[1] not in client.get("/organisation/members/").content.decode()
    dora = Client()
    assert dora.post(link.removeprefix("http://testserver")).headers["Location"] == "/account/finish"
    assert dora.get("/organisation/").headers["Location"] == "/account/2fa/"  # a second factor is due first
    account = Account.objects.get(email="dora@lavande.example")
    enrol(account)
    assert dora.get("/organisation/").status_code == 200
    dora.force_login(account)
    assert dora.get("/organisation/members/").status_code == 403
    assert Client().get(link.removeprefix("http://testserver")).status_code == 410
    for bad in (
        {"email": "x", "role": "analyst"},
        {"email": "a@b.example", "role": "root"},
        {"email": "a@b.example", "role": "learner"},
    ):
        assert client.post("/organisation/members/", bad).status_code == 422
    assert client.post("/organisation/members/", {"email": "charlie@velos.example", "role": "owner"}).status_code == 422


def test_members_change_and_go(client: Client, cast_: Cast, rows: Rows) -> None:
    client.force_login(cast_.alice)
    base = f"/organisation/members/{rows['member']}"
    assert client.post(f"{base}/role/", {"role": "officer"}).status_code == 302
    assert Membership.objects.get(uid=rows["member"]).role == Role.OFFICER
    assert client.post(f"{base}/role/", {"role": "god"}).status_code == 302
    assert Membership.objects.get(uid=rows["member"]).role == Role.OFFICER
    assert b"/in/" in client.post(f"{base}/link/").content
    assert client.post(f"{base}/remove/", {"typed": "bob"}).status_code == 422
    mine = Membership.objects.get(account=cast_.alice)
    own = client.post(f"/organisation/members/{mine.uid}/remove/", {"typed": cast_.alice.email})
    assert own.status_code == 422
    client.post(f"/organisation/members/{mine.uid}/role/", {"role": "auditor"})
    assert Membership.objects.get(pk=mine.pk).role == Role.OWNER
    leaver = Client()
    leaver.force_login(cast_.bob)
    assert leaver.get("/organisation/").status_code == 200
    assert client.post(f"{base}/remove/", {"typed": "bob@audit.example"}).status_code == 302
    assert leaver.get("/organisation/").status_code == 302


def test_the_switch_is_there_only_where_there_is_a_choice(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    assert b"/organisation/choose" not in client.get("/organisation/").content
    second = create_organisation("Second", cast_.alice)
    add_site(cast_.alice, second, "https://second.example")
    html = client.get("/organisation/sites/").content.decode()
    assert "/organisation/choose" in html
    assert "second.example" not in html
    assert cast_.velos.uid not in html
    client.post("/organisation/choose", {"organisation": second.uid})
    assert "second.example" in client.get("/organisation/sites/").content.decode()


def test_hostile_names_are_shown_as_text(client: Client, cast_: Cast, rows: Rows) -> None:
    client.force_login(cast_.alice)
    hostile = "<script>alert(1)</script>"
    posts: list[Callable[[], object]] = [
        lambda: client.post("/organisation/", {"name": hostile, "currency": "EUR"}),
        lambda: client.post("/organisation/sites/", {"name": hostile, "supplier": ""}),
        lambda: client.post("/organisation/suppliers/", {"name": hostile, "kind": "host"}),
        lambda: client.post("/organisation/people/", {"name": hostile}),
        lambda: client.post("/organisation/teams/", {"name": hostile}),
        lambda: client.post("/organisation/members/", {"name": hostile, "email": "h@f.example", "role": "host"}),
    ]
    for post in posts:
        post()
    for name in PAGES:
        assert "<script>alert" not in client.get(f"/organisation/{name}?q={hostile}").content.decode(), name
