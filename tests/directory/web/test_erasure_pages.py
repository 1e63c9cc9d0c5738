"""Erasures, holds and retention as pages: whole in each language, refused to who may not, true in what they say."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

import rempart
from dev.messages import compile_all
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.hold_ask import ask_hold
from rempart.directory.core.holds import Scope
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Erasure, LegalHold, Person
from rempart.terms.duration import DAY_S
from tests.cast import PASSWORD, Cast, colleague, go_stale
from tests.directory.actions.test_holds import dora
from tests.maturity.integrated import integrate
from tests.maturity.web.test_pages import read

__all__ = ["dora"]
pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ("erasures", "holds", "retention")
DAY_MS = DAY_S * 1000


@pytest.fixture
def ada(cast_: Cast) -> Person:
    return add_people(cast_.alice, cast_.lavande, [NewPerson("Ada Vauquelin", "ada@lavande.example", "A-1")])[0]


def day(ahead: int) -> str:
    return f"{datetime.now(UTC) + timedelta(days=ahead):%Y-%m-%d}"


def get(client: Client, name: str) -> str:
    answer = client.get(f"/organisation/{name}/")
    assert answer.status_code == 200, name
    return answer.content.decode()


@pytest.mark.parametrize("code", ["en", "fr", "zh-hans"])
def test_every_page_is_whole_in_each_language(client: Client, cast_: Cast, ada: Person, code: str) -> None:
    compile_all(Path(rempart.__file__).parent)
    translation.trans_real._translations = {}
    client.force_login(cast_.alice)
    client.post("/language", {"language": code, "next": "/"})
    for furnished in (False, True):
        for name in PAGES:
            found = read(get(client, name))
            assert found.offences == [], name
            assert len(found.ids) == len(set(found.ids)), name
            assert set(found.wanted_ids) <= set(found.ids), name
            assert found.headings.count(1) == 1, name
        if not furnished:
            ask_hold(cast_.alice, cast_.lavande, Scope.ORGANISATION, "", "<b>Case</b>", now_ms() + DAY_MS)
            Erasure.objects.create(organisation=cast_.lavande, subject="x", scope="person", at_ms=now_ms())


def test_an_erasure_says_until_when_copies_are_left_and_where_the_proof_is(
    client: Client, cast_: Cast, ada: Person
) -> None:
    client.force_login(cast_.alice)
    sure = client.get(f"/organisation/people/{ada.uid}/erase/").content.decode()
    assert "Stays: that someone was added and erased." in sure
    assert client.post(f"/organisation/people/{ada.uid}/erase/", {"typed": ada.name}).status_code == 302
    integrate()
    html = get(client, "erasures")
    assert "erased here; copies of keys end on" in html
    assert "Vauquelin" not in html
    assert ada.uid in html
    assert "entry " in html
    Erasure.objects.update(at_ms=now_ms() - 30 * DAY_MS)
    assert "complete on" in get(client, "erasures")


def test_a_day_is_erased_and_today_is_not(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    for sent, said in ((day(0), "not over yet"), ("soon", "needs another look")):
        answer = client.post("/organisation/erasures/day/", {"day": sent})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert client.post("/organisation/erasures/day/", {"day": day(-1)}).status_code == 302
    assert f"Strangers of {day(-1)}" in get(client, "erasures")


def test_a_hold_goes_through_two_people(client: Client, cast_: Cast, dora: Account, ada: Person) -> None:
    client.force_login(cast_.alice)
    asked = {"scope": "person", "target": "ada@lavande.example", "reason": "Case 12", "until": day(90)}
    assert client.post("/organisation/holds/ask/", asked).status_code == 302
    hold = LegalHold.objects.get()
    assert hold.target == ada.uid
    refused = client.post(f"/organisation/people/{ada.uid}/erase/", {"typed": ada.name})
    assert refused.status_code == 422
    assert "Once two people have lifted it" in refused.content.decode()
    url = f"/organisation/holds/{hold.uid}/"
    assert "A second person with this right" in get(client, "holds")
    client.post(url, {"do": "approve"})
    hold.refresh_from_db()
    assert hold.set_ms is None
    client.force_login(dora)
    for step in ("approve", "ask_lifting", "nonsense"):
        assert client.post(url, {"do": step}).status_code == 302
    client.force_login(cast_.alice)
    client.post(url, {"do": "lift"})
    hold.refresh_from_db()
    assert hold.lifted_ms is not None
    assert "lifted" in get(client, "holds")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"target": "nobody@x.example"}, "Nobody and nothing here"),
        ({"target": ""}, "Nobody and nothing here"),
        ({"until": "2001-01-01"}, "over already"),
        ({"until": "2999-01-01"}, "five years"),
        ({"reason": ""}, "required"),
        ({"scope": "world"}, "needs another look"),
    ],
)
def test_what_was_typed_is_kept(client: Client, cast_: Cast, ada: Person, sent: dict[str, str], said: str) -> None:
    client.force_login(cast_.alice)
    asked = {"scope": "person", "target": ada.name, "reason": "Case 12", "until": day(90), **sent}
    answer = client.post("/organisation/holds/ask/", asked)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert said in html
    if "reason" not in sent:
        assert "Case 12" in html


def test_who_may_not(client: Client, cast_: Cast, ada: Person) -> None:
    hold = ask_hold(cast_.alice, cast_.lavande, Scope.PERSON, ada.uid, "why", now_ms() + DAY_MS)
    client.force_login(cast_.bob)  # an auditor reads how long things are kept, and decides nothing
    assert client.get("/organisation/retention/").status_code == 200
    for name in ("erasures/", "holds/"):
        assert client.get(f"/organisation/{name}").status_code == 403
    for name in ("erasures/day/", "holds/ask/", f"holds/{hold.uid}/", f"people/{ada.uid}/erase/"):
        assert client.post(f"/organisation/{name}", {"do": "approve"}).status_code == 403, name
    client.force_login(cast_.charlie)
    for name in (f"holds/{hold.uid}/", f"people/{ada.uid}/erase/"):
        assert client.post(f"/organisation/{name}", {"do": "approve"}).status_code == 404, name
    for name in PAGES:
        assert ada.uid not in get(client, name)
        assert "why" not in get(client, "holds")
    client.logout()
    for name in PAGES:
        assert client.get(f"/organisation/{name}/").status_code == 302


def test_a_member_limited_to_a_team_erases_its_people_and_sees_no_list(client: Client, cast_: Cast) -> None:
    mine, other = (
        add_people(cast_.alice, cast_.lavande, [NewPerson(name, team=name)])[0] for name in ("Atelier", "Boutique")
    )
    team = mine.teams.get()
    client.force_login(colleague(cast_.lavande, "Hugo", Role.HR, reach=[team]))
    for name in ("erasures/", "holds/", f"people/{other.uid}/erase/"):
        assert client.get(f"/organisation/{name}").status_code in (403, 404), name
    answer = client.post(f"/organisation/people/{mine.uid}/erase/", {"typed": mine.name}, follow=True)
    assert answer.status_code == 200
    assert b"/organisation/erasures/" not in answer.content
    assert list(Person.objects.values_list("uid", flat=True)) == [other.uid]


def test_erasing_asks_for_a_fresh_sign_in(client: Client, cast_: Cast, ada: Person) -> None:
    cast_.alice.set_password(PASSWORD)
    cast_.alice.save()
    client.force_login(cast_.alice)
    go_stale(client)
    for name in ("erasures/day/", "holds/ask/", f"people/{ada.uid}/erase/"):
        answer = client.post(f"/organisation/{name}", {"typed": ada.name, "day": day(-1)})
        assert answer.status_code == 302
        assert "reauthenticate" in answer["location"], name
    assert Person.objects.filter(pk=ada.pk).exists()
    assert not Erasure.objects.exists()


def test_retention_says_what_is_kept_and_why(client: Client, cast_: Cast, ada: Person) -> None:
    integrate()
    client.force_login(cast_.bob)
    html = get(client, "retention")
    assert "365 days" in html
    assert "until the person is erased" in html
    assert "rempart ledger verify" in html
