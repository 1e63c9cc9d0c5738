"""The demo's week, one day of it: what it shows comes through the product, each part at the moment that it stands for."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev import demo_kept, demo_seen
from dev.demo_flaws import hand_over
from dev.demo_inside import Inside, hear
from dev.front import Front
from dev.wordpress import Site as WordPress
from dev.wordpress.phprun import free_port
from rempart.backup.store.models import Snapshot
from rempart.companion.store.models import Link
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.inventory.store.models import Exposure
from rempart.watch.actions.count_requests import GRACE_MS
from rempart.watch.core.rhythm import BIN_MS
from rempart.watch.store.models import Incident, Monitor
from tests.cast import Cast
from tests.maturity.integrated import integrate

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture
def house(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inside]:
    """Everything begun two days ago."""
    plain, encrypted, behind = free_port(), free_port(), free_port()
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("REMPART_DATA", str(folder))
    with WordPress(tmp_path / "wordpress", port=behind) as wordpress:
        front = Front(tmp_path, plain, encrypted, behind)
        monkeypatch.setenv("REMPART_CA_FILE", str(front.ca_file))
        monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
        monkeypatch.setenv("REMPART_BACKUP_FOLDERS", demo_kept.opened_folders(wordpress.folder, folder))
        site = add_site(cast_.alice, cast_.lavande, f"https://127.0.0.1:{encrypted}", is_private=True)
        try:
            yield Inside(folder, wordpress, cast_.alice, site, now_ms() - 2 * demo_seen.DAY_MS, integrate)
        finally:
            front.close()


def test_a_day_of_the_week_leaves_something_true(house: Inside) -> None:
    then, real = now_ms() - demo_seen.DAY_MS, time.time
    assert house.day(demo_seen.RUSH[0], then) == "a snapshot"
    assert time.time is real
    assert not list((house.wordpress.root / "wp-content/mu-plugins").glob("demo-clock*"))
    for taken in Snapshot.objects.values_list("taken_at_ms", flat=True):
        assert abs(taken - then) < 60_000
    link = Link.objects.get()
    assert (link.state, link.trouble) == ("connected", "")
    assert abs((link.last_event_ms or 0) - then) < 60_000  # the companion lived in that moment, too
    for page in Monitor.objects.filter(kind="http"):
        assert (page.state, page.last_outcome) == ("up", "ok")
    peak = Incident.objects.get(what=Incident.PEAK)
    # five minutes are whole, the demo looks every five minutes from whatever time it is now, and once more when it came late
    assert 0 < peak.confirmed_ms - peak.began_ms <= 3 * BIN_MS + GRACE_MS
    assert peak.ended_ms is not None
    demo_seen.outage(house.site.organisation, house.wordpress)
    hand_over()
    hear(integrate)
    for outage in Incident.objects.filter(what=Incident.OUTAGE):
        assert outage.told_ms is not None
        assert outage.ended_ms is not None
    fixed = dict(Exposure.objects.values_list("key", "fixed_in"))
    assert fixed["SAMPLE-DEMO-2"] == "1.2"
    assert all(key.startswith("SAMPLE") for key in fixed)
