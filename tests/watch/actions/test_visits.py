"""What a companion counts is judged as a log is: a peak told once, a gap that is no quiet hour, a silence that is said."""

from pathlib import Path

import pytest
from django.test import Client

from rempart.companion.actions.take_traffic import take_traffic
from rempart.companion.core.answers import Traffic
from rempart.companion.store.models import Link
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.maturity.core.watch_rule import judge_peaks
from rempart.watch.actions.count_requests import end_tap, set_tap
from rempart.watch.actions.count_visits import SILENT_MS, count_visits
from rempart.watch.actions.tell_peaks import measure
from rempart.watch.core.rhythm import BIN_MS, WEEK_MS, bin_of
from rempart.watch.store.models import Incident, Rush, Tap
from tests.cast import Cast
from tests.watch.actions.test_requests import told

pytestmark = pytest.mark.django_db(transaction=True)
USUAL, FLOOD = 8, 200  # of a minute


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://boutique.example")


@pytest.fixture
def link(site: Site) -> Link:
    """A companion that answers."""
    return Link.objects.create(organisation=site.organisation, site=site, home=site.address, state="connected")


@pytest.fixture
def begin() -> int:
    """The first minute of a bin, an hour and some ago."""
    return bin_of(now_ms()) // 60_000 - 70


def tell(link: Link, begin: int, *hits: int) -> Tap | None:
    """The companion tells these minutes, and the duty comes by."""
    link.refresh_from_db()
    pairs = tuple((begin + number, count) for number, count in enumerate(hits) if count)
    take_traffic(link, Traffic(from_=begin, until=begin + len(hits), minutes=pairs))
    while count_visits():
        pass
    return Tap.objects.select_related("site__organisation").filter(site=link.site).first()


@pytest.fixture
def tap(link: Link, begin: int) -> Tap:
    """Twenty minutes are told, and the weeks before are known."""
    row = tell(link, begin, *[USUAL] * 20)
    assert row is not None
    for week in (4, 3, 2, 1):
        first = begin * 60_000 - week * WEEK_MS - 24 * BIN_MS
        starts = range(first, first + 60 * BIN_MS, BIN_MS)
        Rush.objects.bulk_create(Rush(tap=row, start_ms=start, count=5 * USUAL) for start in starts)
    return row


def test_it_begins_by_itself_and_a_peak_is_told_once(link: Link, tap: Tap, begin: int) -> None:
    assert (tap.by, tap.usual, told()) == ("companion", None, [])
    row = tell(link, begin + 20, *[USUAL] * 5)
    assert row is not None
    assert (row.last, row.usual, row.peak_ms) == (5 * USUAL, 5.0 * USUAL, None)
    row = tell(link, begin + 25, *[FLOOD] * 10)
    assert row is not None
    assert row.peak_ms == (begin + 25) * 60_000
    assert told() == ["open"]
    row = tell(link, begin + 35, *[USUAL] * 30)
    assert row is not None
    assert row.peak_ms is None
    assert told() == ["over"]
    assert Incident.objects.filter(what=Incident.PEAK).count() == 1
    assert measure(row, now_ms()).peaks == 1


def test_minutes_without_a_visit_are_quiet_and_lost_ones_are_not(link: Link, tap: Tap, begin: int) -> None:
    row = tell(link, begin + 20, *[0] * 10)
    assert row is not None
    assert (row.last, row.peak_ms) == (0, None)
    known = set(Rush.objects.values_list("start_ms", flat=True))
    assert {(begin + 20) * 60_000, (begin + 25) * 60_000} <= known
    row = tell(link, begin + 47, *[USUAL] * 13)  # between them the site forgot
    assert row is not None
    fresh = set(Rush.objects.values_list("start_ms", flat=True)) - known
    assert fresh == {(begin + 50) * 60_000, (begin + 55) * 60_000}
    assert row.judged_ms == (begin + 55) * 60_000


def test_a_companion_that_tells_nothing_is_said_and_proves_nothing(cast_: Cast, link: Link, tap: Tap) -> None:
    Tap.objects.update(read_ms=now_ms() - SILENT_MS - 1)
    count_visits()
    tap.refresh_from_db()
    assert tap.trouble == "silent"
    assert judge_peaks(measure(tap, now_ms())).say == "not_counted"
    client = signed_in(cast_.alice)
    assert "the companion does not tell" in client.get("/watch/traffic/").content.decode()


def test_a_log_comes_first_and_without_it_the_companion_counts_again(link: Link, tap: Tap, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(b"")
    mine = set_tap(link.site, log)
    count_visits()
    assert Tap.objects.get().pk == mine.pk
    end_tap(Tap.objects.select_related("site__organisation").get())
    count_visits()
    assert Tap.objects.get().by == "companion"


def test_page_api_and_fence(cast_: Cast, tap: Tap) -> None:
    alice = signed_in(cast_.alice)
    for language, word in (
        ("en", "by its companion"),
        ("fr", "par son extension compagnon"),
        ("zh-hans", "由其伴侣插件统计"),
    ):
        alice.post("/language", {"language": language})
        assert word in alice.get("/watch/traffic/").content.decode()
    assert "boutique" not in signed_in(cast_.charlie).get("/watch/traffic/").content.decode()
    secret = make_token(cast_.alice, cast_.lavande, "t", [Permission.READ], 1).secret
    (one,) = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/traffic").json()["items"]
    assert (one["by"], one["state"]) == ("companion", "learning")


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client
