"""Rows INV-04, SELF-04, DET-02 and UP-02 of the acceptance list: how soon an owner hears of a flaw, or of a peak."""

from typing import Any

import pytest
from django.test import Client

from rempart.companion.store.models import Link
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.inventory.actions.take_feeds import take_feeds
from rempart.inventory.actions.tell_inventory import measure
from rempart.inventory.store import folder
from rempart.inventory.store.models import Exposure
from rempart.maturity.core.told_rule import judge_vulnerability
from rempart.maturity.store.catalogue import catalogue
from rempart.notices.actions.gather import gather
from rempart.notices.actions.take_notice import take_notice
from rempart.notices.store.models import Notice
from rempart.terms.state import State
from rempart.watch.actions.count_requests import judge_bins, set_tap
from rempart.watch.core.rhythm import BIN_MS, WEEK_MS, bin_of
from rempart.watch.store.models import Tap
from tests.cast import Cast
from tests.inventory.feeds import wordfence, wordfence_record
from tests.inventory.seen import inside, take_in
from tests.maturity.integrated import integrate
from tests.watch.actions.test_requests import lay
from tests.watch.actions.test_visits import FLOOD, USUAL, begin, link, site, tap, tell

__all__ = ["begin", "link", "site", "tap"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_INV_04_and_SELF_04_from_disclosure_to_the_owner_told(
    cast_: Cast, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "feeds_folder", lambda: tmp_path)
    monkeypatch.setattr("rempart.inventory.actions.take_feeds.SETTLED_MS", 0)
    site = add_site(cast_.alice, cast_.lavande, "https://boutique.example")
    inside(site, ("plugin", "sample-slider", "2.0.0"))
    (tmp_path / "feed.json").write_bytes(wordfence(wordfence_record("a-1", cve="CVE-2026-0001", score=9.8, hours=3)))
    assert take_feeds() is True  # what the duty does every ten seconds
    take_in()
    while gather():
        pass
    take_notice(cast_.alice, Notice.objects.get(kind="inventory.grave_flaw.found"))
    take_in()
    row = Exposure.objects.get()
    assert row.published_ms is not None
    assert row.told_ms is not None
    assert row.taken_ms is not None
    assert row.published_ms < row.arrived_ms <= row.told_ms <= row.taken_ms
    assert row.told_ms - row.arrived_ms < 60_000  # within minutes
    opinion = judge_vulnerability(measure(site, now_ms()))
    assert (opinion.state, opinion.say) == (State.MET, "in_time")
    assert catalogue().controls["vulnerability_told_in_time"].needs
    client = Client()
    client.force_login(cast_.alice)
    assert "Update to 2.1.1 or newer." in client.get("/organisation/vulnerabilities/").content.decode()


def test_DET_02_the_owner_is_told_before_it_becomes_an_incident(cast_: Cast) -> None:
    """A grave flaw is a notice of the loudest kind, and the control says so when nobody hears it."""
    site = add_site(cast_.alice, cast_.lavande, "https://boutique.example")
    inside(site, ("plugin", "akismet", "5.3"))
    assert judge_vulnerability(measure(site, now_ms())).say == "no_feed"


def test_UP_02_an_unusual_peak_of_traffic_raises_an_alert(cast_: Cast, tmp_path: Any) -> None:
    log, now = tmp_path / "access.log", bin_of(now_ms())
    past = [
        start - week * WEEK_MS for week in (4, 3, 2, 1) for start in range(now - 12 * BIN_MS, now + 12 * BIN_MS, BIN_MS)
    ]
    for start in sorted([*past, *range(now - 12 * BIN_MS, now, BIN_MS)]):
        lay(log, start, 40)
    lay(log, now, 600)
    site = add_site(cast_.alice, cast_.lavande, "https://boutique.example")
    row = set_tap(site, log, from_start=True)
    judge_bins(Tap.objects.select_related("site__organisation").get(pk=row.pk), now + 2 * BIN_MS)
    integrate()
    while gather():
        pass
    assert Notice.objects.get(kind="watch.peak.begun").state == Notice.OPEN
    assert catalogue().controls["traffic_peak_alerted"].needs


def test_UP_02_so_does_one_that_only_the_companion_inside_saw(link: Link, tap: Tap, begin: int) -> None:
    tell(link, begin + 20, *[USUAL] * 5, *[FLOOD] * 5)
    integrate()
    while gather():
        pass
    assert Notice.objects.get(kind="watch.peak.begun").state == Notice.OPEN
    assert Tap.objects.get().by == "companion"
