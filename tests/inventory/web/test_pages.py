"""Pages, API and command of known flaws: whole in each language, fenced, and no text of a feed on them."""

from typing import Any

import pytest
from django.test import Client

from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Account, Site
from rempart.inventory.store import folder
from rempart.inventory.store.models import Exposure, Feed
from tests.cast import Cast, colleague
from tests.inventory.feeds import deliver, wordfence, wordfence_record
from tests.inventory.seen import inside, outside

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "/organisation/vulnerabilities/"
HEADINGS = {"en": "Vulnerabilities", "fr": "Vulnérabilités", "zh-hans": "漏洞"}


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "feeds_folder", lambda: tmp_path)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def site(cast_: Cast) -> Site:
    row = add_site(cast_.alice, cast_.lavande, "https://boutique.example")
    deliver(wordfence(wordfence_record("a-1", cve="CVE-2026-0001", score=9.8), wordfence_record("a-2", slug="mute")))
    inside(row, ("plugin", "sample-slider", "2.0.0"), ("plugin", "mute", ""), ("theme", "stone", "1.0"))
    return row


def test_every_page_is_whole_in_each_language(cast_: Cast, site: Site) -> None:
    alice = signed_in(cast_.alice)
    for language, heading in HEADINGS.items():
        alice.post("/language", {"language": language})
        whole = alice.get(HOME).content.decode()
        assert f"<h1>{heading}</h1>" in whole
        assert "CVE-2026-0001" in whole
        assert "2.1.1" in whole  # what to do
        own = alice.get(f"/sites/{site.uid}/vulnerabilities/").content.decode()
        assert all(word in own for word in ("sample-slider", "2.0.0", "stone", "CVE-2026-0001"))
        assert "SAMPLE" not in whole + own  # no sentence of a feed


def test_cannot_say_is_said(cast_: Cast, site: Site) -> None:
    alice = signed_in(cast_.alice)
    assert "Cannot say" in alice.get(HOME).content.decode()
    assert "cannot say" in alice.get(f"/sites/{site.uid}/vulnerabilities/").content.decode()


def test_empty_states_say_what_to_do(cast_: Cast) -> None:
    alice = signed_in(cast_.alice)
    row = add_site(cast_.alice, cast_.lavande, "https://boutique.example")
    whole = alice.get(HOME).content.decode()
    assert "Connect the companion on a site" in whole
    assert "rempart feeds import" in whole
    assert "Connect the companion:" in alice.get(f"/sites/{row.uid}/vulnerabilities/").content.decode()
    outside(row, ("plugin", "akismet", "5.3"))
    deliver(wordfence(wordfence_record("a-1")))
    assert "Seen from outside alone" in alice.get(f"/sites/{row.uid}/vulnerabilities/").content.decode()
    assert "No known flaw on any site." in alice.get(HOME).content.decode()


def test_taken_in_hand(cast_: Cast, site: Site) -> None:
    alice, row = signed_in(cast_.alice), Exposure.objects.get()
    answer = alice.post(f"{HOME}{row.uid}/take/", {"back": "//elsewhere.example/"})
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    row.refresh_from_db()
    assert row.taken_by == cast_.alice
    assert "Alice" in alice.get(HOME).content.decode()


def test_the_fence(cast_: Cast, site: Site) -> None:
    row = Exposure.objects.get()
    charlie = signed_in(cast_.charlie)
    assert "boutique" not in charlie.get(HOME).content.decode()
    assert charlie.get(f"/sites/{site.uid}/vulnerabilities/").status_code == 404
    assert charlie.post(f"{HOME}{row.uid}/take/").status_code == 404
    assert signed_in(cast_.bob).post(f"{HOME}{row.uid}/take/").status_code == 403  # an auditor reads
    other = add_site(cast_.alice, cast_.lavande, "https://other.example")
    near = signed_in(colleague(cast_.lavande, "Paul", Role.AGENCY, reach=[other]))
    assert "boutique" not in near.get(HOME).content.decode()
    assert near.post(f"{HOME}{row.uid}/take/").status_code in (403, 404)
    assert Exposure.objects.get().taken_ms is None


def test_only_who_runs_the_house_reads_the_names_of_files(cast_: Cast, site: Site) -> None:
    Feed.objects.update(name="charlies-secret-client.json")
    assert "charlies-secret-client" in signed_in(cast_.alice).get(HOME).content.decode()
    assert "charlies-secret-client" not in signed_in(cast_.charlie).get(HOME).content.decode()


def test_the_api(cast_: Cast, site: Site) -> None:
    secret = make_token(cast_.alice, cast_.lavande, "t", [Permission.READ, Permission.ACKNOWLEDGE], 1).secret
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    (one,) = program.get("/api/v1/vulnerabilities").json()["items"]
    assert (one["flaw"], one["severity"], one["cvss"], one["fixed_in"]) == ("CVE-2026-0001", "critical", 9.8, "2.1.1")
    assert all(one[name] for name in ("disclosed_at", "arrived_at", "found_at", "told_at"))
    assert one["acknowledged_at"] is None
    assert program.post(f"/api/v1/vulnerabilities/{one['uid']}/take").json()["acknowledged_at"]
    whole = program.get(f"/api/v1/sites/{site.uid}/vulnerabilities").json()
    mute = next(part for part in whole["components"] if part["slug"] == "mute")
    assert (whole["is_whole"], mute["version"], mute["cannot_say"]) == (True, None, True)
    (feed,) = program.get("/api/v1/feeds").json()["feeds"]
    assert (feed["format"], feed["flaws"], feed["stale"]) == ("wordfence", 2, False)
    inside(site, ("plugin", "sample-slider", "2.1.1"))
    assert program.get("/api/v1/vulnerabilities").json()["items"] == []
    (gone,) = program.get("/api/v1/vulnerabilities?state=ended").json()["items"]
    assert gone["ended_by"] == "updated"
