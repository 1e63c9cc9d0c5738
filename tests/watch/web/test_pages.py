"""The pages: whole in each language, fenced, and what forms and buttons do."""

import json

import pytest
from django.test import Client

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Site
from rempart.facts.profile import Profile
from rempart.maturity.actions.set_profile import set_profile
from rempart.watch.actions.change_monitor import Wish, add_monitor
from rempart.watch.actions.pass_time import now_mark
from rempart.watch.actions.ring_alarm import ring_now
from rempart.watch.actions.take_parcels import take_in
from rempart.watch.core.outcome import Outcome
from rempart.watch.core.wire import Seen
from rempart.watch.store.models import Incident, Monitor, Probe, StatusPage, Window
from tests.cast import Cast, colleague
from tests.maturity.integrated import integrate

HOME = "/watch/"
PAGES = [
    "",
    "add/http/",
    "add/tls/",
    "add/dns/",
    "add/tcp/",
    "add/heartbeat/",
    "add/companion/",
    "traffic/",
    "work/",
    "alarm/",
    "page/",
    "places/",
    "import/",
]
HEADINGS = {"en": "Watch", "fr": "Guet", "zh-hans": "瞭望"}


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def alice(cast_: Cast) -> Client:
    return signed_in(cast_.alice)


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://boutique.example")


@pytest.fixture
def row(cast_: Cast, site: Site) -> Monitor:
    """One monitor that was up, was down for a while, and answers again."""
    wish = Wish("Boutique", 20, {"address": "https://boutique.example/"}, is_shown=True)
    made = add_monitor(cast_.alice, cast_.lavande, site, "http", wish)
    began = now_ms() - 3_600_000
    Monitor.objects.update(accounted_ms=began)
    outcomes = [Outcome.OK] * 3 + [Outcome.BAD] * 5 + [Outcome.OK] * 3
    seen = [
        Seen(made.uid, one, 0, "", began + n * 20_000, 120 + n, reason="timeout" if one is Outcome.BAD else "")
        for n, one in enumerate(outcomes)
    ]
    take_in(seen, now_mark())
    made.refresh_from_db()
    return made


@pytest.mark.parametrize("language", HEADINGS)
def test_every_page_is_whole_in_each_language(alice: Client, row: Monitor, cast_: Cast, language: str) -> None:
    ring_now(cast_.alice, cast_.lavande)
    alice.post("/language", {"language": language})
    for page in [*PAGES, f"monitors/{row.uid}/", f"monitors/{row.uid}/change/"]:
        answer = alice.get(HOME + page)
        assert answer.status_code == 200, page
        assert "<h1>" in answer.content.decode()
    assert f"<h1>{HEADINGS[language]}</h1>" in alice.get(HOME).content.decode()


def test_an_empty_house_says_what_to_do(alice: Client, site: Site) -> None:
    page = alice.get(HOME).content.decode()
    assert "No monitor yet." in page
    answer = alice.post(f"{HOME}sites/{site.uid}/set-up/", follow=True)
    assert "3 monitors look after it now." in answer.content.decode()
    assert set(Monitor.objects.values_list("kind", flat=True)) == {"http", "tls", "dns"}


def test_one_monitor_tells_its_story(alice: Client, row: Monitor, site: Site, cast_: Cast) -> None:
    page = alice.get(f"{HOME}monitors/{row.uid}/").content.decode()
    for words in ("No answer in time.", "confirmed by further tries from one place", "<polyline", "99.9%"):
        assert words in page, words
    assert "1 day with an outage" in page


@pytest.mark.django_db(transaction=True)
def test_downtime_is_worth_what_the_profile_says(alice: Client, row: Monitor, site: Site, cast_: Cast) -> None:
    profile = Profile(
        kind_of_site="shop", collects_customer_data=True, sells=True, holds_card_data=False, is_regulated=False,
        is_revenue_critical=True, has_sensitive_ip=False, is_large_network=False, grows_fast=False, visitors_month=1,
        revenue_hour_minor=3_600_000, currency="EUR", people=9, moves_money=False,
    )  # fmt: skip
    set_profile(cast_.alice, site, profile)
    integrate()
    page = alice.get(f"{HOME}monitors/{row.uid}/").content.decode()
    assert "€1,200" in page  # 120 seconds at 36,000 an hour


@pytest.mark.parametrize("page", PAGES)
def test_strangers_and_limited_members_see_their_own(row: Monitor, cast_: Cast, page: str) -> None:
    charlie = signed_in(cast_.charlie)
    assert "Boutique" not in charlie.get(HOME + page).content.decode()
    assert charlie.get(f"{HOME}monitors/{row.uid}/").status_code == 404
    assert charlie.post(f"{HOME}monitors/{row.uid}/do/", {"do": "remove"}).status_code == 404
    other = add_site(cast_.alice, cast_.lavande, "https://other.example")
    limited = signed_in(colleague(cast_.lavande, "Lim", Role.AGENCY, reach=[other]))
    assert "Boutique" not in limited.get(HOME).content.decode()
    assert "Boutique" not in limited.get(f"{HOME}alarm/").content.decode()
    assert limited.get(f"{HOME}monitors/{row.uid}/").status_code == 404
    sent = {"title": "x", "every_s": 60, "promise": "99", "address": "https://x.example", "site": row.site.uid}  # type: ignore[union-attr]
    assert limited.post(f"{HOME}add/http/", sent).status_code == 422  # a site out of reach is no choice


def test_who_only_reads_changes_nothing(row: Monitor, cast_: Cast) -> None:
    bob = signed_in(cast_.bob)
    assert bob.get(f"{HOME}monitors/{row.uid}/").status_code == 200
    for path, sent in (
        (f"monitors/{row.uid}/do/", {"do": "pause"}),
        (f"monitors/{row.uid}/change/", {}),
        ("add/http/", {}),
        ("work/", {"title": "x"}),
        ("alarm/", {"do": "ring"}),
        ("alarm/", {"do": "hear"}),
        ("page/", {"do": "renew"}),
        ("places/", {"name": "x"}),
    ):
        expected = 403 if sent != {"do": "hear"} else 302
        assert bob.post(HOME + path, sent).status_code == expected, path
    row.refresh_from_db()
    assert not row.is_paused


def test_a_form_keeps_what_was_typed_and_says_what_is_wrong(alice: Client, cast_: Cast) -> None:
    sent = {"title": "Shop", "every_s": 60, "promise": "99.9", "address": "nonsense", "status": "all"}
    answer = alice.post(f"{HOME}add/http/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "nonsense" in page
    assert "Numbers and ranges" in page
    assert alice.get(f"{HOME}add/nothing/").status_code == 404


def test_add_change_pause_and_remove(alice: Client, site: Site) -> None:
    sent = {
        "title": "Shop",
        "every_s": "60",
        "promise": "99.95",
        "address": "https://boutique.example/",
        "site": site.uid,
    }
    assert alice.post(f"{HOME}add/http/", sent).status_code == 302
    row = Monitor.objects.get()
    assert (row.site, row.promise_ppm) == (site, 999_500)
    path = f"{HOME}monitors/{row.uid}/"
    assert 'value="99.95"' in alice.get(f"{path}change/").content.decode()
    alice.post(f"{path}change/", {**sent, "title": "Boutique", "is_shown": "on"})
    for do, state in (("pause", "paused"), ("resume", "unknown")):
        alice.post(f"{path}do/", {"do": do})
        row.refresh_from_db()
        assert (row.state, row.title, row.is_shown) == (state, "Boutique", True)
    alice.post(f"{path}do/", {"do": "remove"})
    row.refresh_from_db()
    assert not row.is_on


def test_a_heartbeats_address_is_shown_once(alice: Client) -> None:
    alice.post(f"{HOME}add/heartbeat/", {"title": "Nightly", "every_s": 3600, "promise": "99", "grace_s": "60"})
    row = Monitor.objects.get()
    answer = alice.post(f"{HOME}monitors/{row.uid}/do/", {"do": "beat"}, follow=True).content.decode()
    assert "/heartbeat/" in answer
    assert "/heartbeat/" not in alice.get(f"{HOME}monitors/{row.uid}/").content.decode()


def test_work_is_announced_and_called_off(alice: Client, site: Site) -> None:
    sent = {"title": "Move", "begins": "2030-01-01T10:00", "ends": "2030-01-01T12:00", "site": site.uid}
    assert alice.post(f"{HOME}work/", sent).status_code == 302
    window = Window.objects.get()
    assert window.ends_ms - window.begins_ms == 7_200_000
    assert alice.post(f"{HOME}work/", {**sent, "ends": "2029-01-01T12:00"}).status_code == 422
    alice.post(f"{HOME}work/", {"uid": window.uid})
    window.refresh_from_db()
    assert window.ends_ms == window.begins_ms


def test_the_alarm_rings_and_is_heard(alice: Client, row: Monitor) -> None:
    alice.post(f"{HOME}alarm/", {"do": "ring"})
    alice.post(f"{HOME}alarm/", {"do": "hear"})
    test = Incident.objects.get(what=Incident.TEST)
    assert test.taken_by is not None
    assert test.taken_by.name == "Alice"
    alice.post(f"{HOME}alarm/", {"do": "set", "day": "4", "hour": "10"})
    assert alice.post(f"{HOME}alarm/", {"do": "set", "day": "4", "hour": "99"}).status_code == 422


def test_a_probe_is_invited_with_a_code_shown_once(alice: Client) -> None:
    page = alice.post(f"{HOME}places/", {"name": "Lyon"}).content.decode()
    assert "REMPART_PROBE_CODE=" in page
    probe = Probe.objects.get()
    assert "REMPART_PROBE_CODE=" not in alice.get(f"{HOME}places/").content.decode()
    alice.post(f"{HOME}places/", {"uid": probe.uid})
    probe.refresh_from_db()
    assert not probe.is_on


def test_taking_an_outage_in_hand_is_noted(alice: Client, row: Monitor) -> None:
    Incident.objects.filter(what=Incident.OUTAGE).update(ended_ms=None)
    assert alice.get("/", follow=True).redirect_chain[-1][0] == "/watch/"  # the first thing to do
    alice.post(f"{HOME}monitors/{row.uid}/do/", {"do": "take"})
    assert Incident.objects.get(what=Incident.OUTAGE).taken_by is not None


def test_the_import_tells_what_stayed_behind(alice: Client, site: Site) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    backup = {"version": "1.23.13", "monitorList": [
        {"name": "Boutique", "type": "http", "url": "https://boutique.example/", "interval": 60, "active": 1,
         "accepted_statuscodes": ["200-299"], "expiryNotification": True},
        {"name": "Router", "type": "ping", "hostname": "192.0.2.1"},
    ]}  # fmt: skip
    file = SimpleUploadedFile("backup.json", json.dumps(backup).encode())
    page = alice.post(f"{HOME}import/", {"file": file}).content.decode()
    assert "2 monitors were taken over" not in page
    assert "1 monitor was taken over." in page
    assert "Rempart has no such kind of monitor." in page
    assert set(Monitor.objects.values_list("kind", flat=True)) == {"http", "tls"}
    assert set(Monitor.objects.values_list("site", flat=True)) == {site.pk}
    bad = SimpleUploadedFile("backup.json", b"{}")
    assert alice.post(f"{HOME}import/", {"file": bad}).status_code == 422


def test_the_status_page_opens_and_closes(alice: Client, row: Monitor) -> None:
    alice.get(f"{HOME}page/")
    page = StatusPage.objects.get()
    stranger = Client()
    assert stranger.get(f"/status/{page.key}/").status_code == 404
    alice.post(f"{HOME}page/", {"do": "set", "title": "Maison Lavande", "is_open": "on"})
    said = stranger.get(f"/status/{page.key}/").content.decode()
    assert "Everything answers" in said
    assert "boutique.example" not in said  # no host
    badge = stranger.get(f"/status/{page.key}/{row.uid}.svg")
    assert badge["Content-Type"] == "image/svg+xml"
    assert "Boutique" in badge.content.decode()
    Monitor.objects.update(is_shown=False)
    assert stranger.get(f"/status/{page.key}/{row.uid}.svg").status_code == 404
    alice.post(f"{HOME}page/", {"do": "renew"})
    assert stranger.get(f"/status/{page.key}/").status_code == 404
