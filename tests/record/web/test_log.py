"""The auditor's pages: found, narrowed, proven, noted once a day; nobody else's rows, no name for who may not see it."""

import re
from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse

from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.erase_person import erase_person
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Membership, Person, Site
from rempart.ledger import store
from rempart.maturity.actions.accept_risk import accept_risk, withdraw_risk
from rempart.record.actions import fold_index
from rempart.record.store.models import Posting
from rempart.record.web import question
from tests.cast import Cast, colleague
from tests.record.places import integrate, settle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(cast_: Cast) -> Site:
    """A site, an accepted risk and its end, a person; another firm with a site of its own."""
    made = add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    risk = accept_risk(cast_.alice, made, "hsts", reason="later", days=30)
    withdraw_risk(cast_.alice, risk)
    add_people(cast_.alice, cast_.lavande, [NewPerson("Émile Roux", "e@lavande.example", "7", "")])
    add_site(cast_.charlie, cast_.velos, "https://velos.example")
    settle()
    return made


def log(client: Client, asked: Mapping[str, str] | None = None, language: str = "en") -> str:
    answer = client.get(reverse("record"), asked or {}, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def sentences(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/record/\d+/">(.*?)</a>', page)


def test_everything_stands_there_the_newest_first(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.bob)
    found = sentences(log(client))
    assert found[0].startswith("A person was added")
    assert found[-1].startswith("The organisation was set up")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "lavande"}, ["The site https://maison-lavande.example was added"]),
        ({"q": "hsts accepted"}, ["The risk of “Browsers are told to keep HTTPS” was accepted until"]),
        ({"kind": "maturity.risk.withdrawn"}, ["The acceptance for “Browsers are told to keep HTTPS” was withdrawn"]),
        (
            {"kind": "maturity", "q": "hsts"},
            [
                "The acceptance for “Browsers are told to keep HTTPS” was withdrawn",
                "The risk of “Browsers are told to keep HTTPS” was accepted",
            ],
        ),
        ({"q": "auditor became"}, ["An account became auditor"]),
        ({"q": "nothingofthekind"}, []),
        ({"severity": "critical"}, []),
        ({"from": "2099-01-01T00:00"}, []),
        ({"to": "2000-01-01T00:00"}, []),
        ({"kind": "strange"}, []),
    ],
)
def test_it_is_narrowed(client: Client, site: Site, cast_: Cast, asked: dict[str, str], found: list[str]) -> None:
    client.force_login(cast_.bob)
    shown = sentences(log(client, asked))
    assert len(shown) == len(found)
    assert all(one.startswith(start) for one, start in zip(shown, found, strict=True))


def test_words_are_those_of_the_readers_language(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.bob)
    assert len(sentences(log(client, {"q": "personne ajoutée"}, "fr"))) == 1
    assert len(sentences(log(client, {"q": "人员"}, "zh-hans"))) == 1


def test_by_whom_and_about_whom(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    person = Person.objects.get()
    assert len(sentences(log(client, {"who": cast_.alice.uid}))) == 4
    assert len(sentences(log(client, {"about": person.uid}))) == 1
    assert len(sentences(log(client, {"site": site.uid}))) == 3


def test_a_page_ends_and_the_next_goes_on(
    client: Client, site: Site, cast_: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question, "PAGE", 3)
    client.force_login(cast_.bob)
    for asked in ({}, {"q": "a"}):
        whole, page = [], log(client, asked)
        for _ in range(20):
            whole += re.findall(r'href="/record/(\d+)/"', page)
            more = re.search(r'href="(\?[^"]*before=\d+)"', page)
            if more is None:
                break
            page = client.get(reverse("record") + more[1].replace("&amp;", "&")).content.decode()
        assert whole == sorted(whole, key=int, reverse=True)
        assert len(whole) == len(set(whole)) > 3


def test_times_are_those_of_the_zone_chosen_with_utc_beside(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.bob)
    page = log(client, {"zone": "Asia/Shanghai"})
    utc, local = re.findall(r'title="(\S+) \(UTC\)">(.*?)</time>', page)[0]
    assert (int(utc[11:13]) + 8) % 24 == int(local[-5:-3])
    assert "<option selected>Asia/Shanghai</option>" in log(client)
    assert "<option selected>Asia/Shanghai</option>" in log(client, {"zone": "../../etc/passwd"})


def test_a_date_that_is_none_is_said(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.bob)
    assert "Write it like" in log(client, {"from": "yesterday"})
    log(client, {"from": "0001-01-01T00:00", "zone": "Asia/Shanghai"})
    log(client, {"before": "99999999999999999999"})
    log(client, {"before": "٣"})


def test_a_name_is_shown_only_to_who_may_see_people(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.bob)
    shown = log(client)
    assert "Alice" not in shown
    assert "Émile" not in shown
    client.force_login(cast_.alice)
    shown = log(client)
    assert "Alice" in shown
    assert "Émile Roux" in shown


def test_sealed_fields_open_only_for_who_may_see_people_until_erased(client: Client, site: Site, cast_: Cast) -> None:
    person = Person.objects.get()
    client.force_login(cast_.alice)
    where = re.findall(r'href="(/record/\d+/)"', log(client, {"about": person.uid}))[0]
    assert "Émile Roux" in client.get(where).content.decode()
    client.force_login(cast_.bob)
    for_bob = client.get(where).content.decode()
    assert "Émile Roux" not in for_bob
    assert "sealed" in for_bob
    erase_person(cast_.alice, person)
    client.force_login(cast_.alice)
    after = client.get(where).content.decode()
    assert "Émile Roux" not in after
    assert "erased" in after


def test_who_left_is_erased_or_a_former_member(client: Client, site: Site, cast_: Cast) -> None:
    zoe = colleague(cast_.lavande, "Zoé", Role.ANALYST)
    client.force_login(cast_.alice)
    remove_member(cast_.alice, Membership.objects.get(account=zoe))
    settle()
    page = log(client, {"about": zoe.uid})
    assert "Zoé" not in page
    assert "erased" in page


def test_an_entry_opens_with_its_proof_whatever_it_is_about(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.bob)
    page = client.get("/record/0/").content.decode()
    assert "The organisation was set up" in page
    assert "The proof leads from the entry to the root." in page
    assert client.get("/record/999999/").status_code == 404
    assert client.get(f"/record/{2**60}/").status_code == 404


def test_all_steps_of_a_flow_stand_in_one_list(client: Client, site: Site, cast_: Cast) -> None:
    """The risk has an id of its own: its acceptance and its end name it."""
    client.force_login(cast_.bob)
    entry = re.findall(r'href="(/record/\d+/)"', log(client, {"kind": "maturity.risk.withdrawn"}))[0]
    trails = re.findall(r'href="(/record/about/\w+/)"', client.get(entry).content.decode())
    steps = [sentences(client.get(where).content.decode()) for where in trails]
    flow = min(steps, key=len)
    assert [step[:8] for step in flow] == ["The risk", "The acce"]
    assert client.get("/record/about/nobody/").status_code == 404


def test_reading_is_recorded_once_a_day_without_the_words(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.bob)
    log(client, {"q": "verysecretword"})
    log(client)
    integrate()
    noted = store.read_after(raw_connection(), cast_.lavande.uid, kinds=["record.log.read"])
    assert [one.entry.actor for one in noted] == [f"account:{cast_.bob.uid}"]
    assert noted[0].entry.body == {}


PAGES = ["/record/", "/record/0/", "/record/export/", "/record/outlets/", "/record/outlets/new/syslog/"]


@pytest.mark.parametrize("where", PAGES)
def test_strangers_and_the_unentitled_stay_out(client: Client, site: Site, cast_: Cast, where: str) -> None:
    assert client.get(where).status_code == 302
    client.force_login(colleague(cast_.lavande, "Hugo", Role.HOST))
    assert client.get(where).status_code in (302, 403)
    assert client.get("/").content.decode().count('href="/record/"') == 0
    client.force_login(colleague(cast_.lavande, "Lena", Role.OFFICER, reach=[site]))
    assert client.get(where).status_code in (302, 403)


def test_nothing_of_another_firm_is_reached(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.charlie)
    page = log(client)
    assert "lavande" not in page
    for asked in ({"site": site.uid}, {"about": cast_.alice.uid}, {"who": cast_.alice.uid}, {"q": "lavande"}):
        assert sentences(log(client, asked)) == []
    assert client.get(f"/record/about/{site.uid}/").status_code == 404


def test_the_index_dropped_and_folded_again_is_the_same(site: Site, cast_: Cast) -> None:
    def rows() -> list[tuple[int, str, int]]:
        return list(Posting.objects.order_by("organisation", "term", "idx").values_list("organisation", "term", "idx"))

    before = rows()
    fold_index.drop(cast_.lavande)
    assert 0 < len(rows()) < len(before)
    settle()
    assert rows() == before


@pytest.mark.parametrize("language", ["en", "fr", "zh-hans"])
def test_an_empty_answer_says_what_to_do(client: Client, site: Site, cast_: Cast, language: str) -> None:
    client.force_login(cast_.bob)
    assert 'class="empty"' in log(client, {"q": "nothingofthekind"}, language)
