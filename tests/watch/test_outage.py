"""On a real installation: a site that goes dark is shouted within 60 s at a 20 s interval; our own deaths are ours."""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.daemon.house import House, living, until
from tests.servers import hostile
from tests.servers.tls import free_port

pytestmark = pytest.mark.slow

MAKE = """
import sys, django
django.setup()
from rempart.daemon.prepare import first_organisation, first_owner
from rempart.directory.actions.add_site import add_site
from rempart.watch.actions.change_monitor import Wish, add_monitor
owner, organisation = first_owner(), first_organisation()
site = add_site(owner, organisation, sys.argv[1], is_private=True)
print(add_monitor(owner, organisation, site, "http", Wish("Shop", 20, {"address": sys.argv[1]})).uid)
"""
LOOK = """
from rempart.watch.store.models import Incident, Monitor, Tower
from rempart.notices.store.models import Notice
row = Monitor.objects.get()
seen = {
    "state": row.state, "looked_ms": row.looked_ms, "reason": row.last_reason,
    "incidents": list(Incident.objects.values("what", "began_ms", "confirmed_ms", "ended_ms", "how", "is_quiet")),
    "notices": list(Notice.objects.order_by("pk").values("kind", "first_at_ms", "state")),
    "beat_ms": getattr(Tower.objects.first(), "beat_ms", 0),
}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`rempart up`, loopback allowed."""
    folder = Path(tmp_path_factory.mktemp("watch")) / "data"
    with living(folder) as running:
        yield running


@pytest.fixture
def seen(house: House) -> Iterator[Callable[[], dict[str, Any]]]:
    """How it stands now."""
    with house.watcher(LOOK) as ask:
        yield ask


def test_an_outage_is_told_within_a_minute_and_a_dead_prober_is_no_outage(
    house: House, seen: Callable[[], dict[str, Any]]
) -> None:
    port = free_port()
    with hostile.serve(hostile.page(b"<html>shop"), port):
        done = house.run("-c", MAKE, f"http://127.0.0.1:{port}/")
        assert done.returncode == 0, done.stderr
        until(lambda: seen()["state"] == "up", 30)
        (prober,) = probers(house)
        os.kill(prober, signal.SIGKILL)  # the supervisor starts another one; the site is not accused
        before = seen()["looked_ms"]
        until(lambda: seen()["looked_ms"] > before, 60)
        now = seen()
        assert (now["state"], now["incidents"]) == ("up", [])
    dark_ms = time.time_ns() // 1_000_000
    until(lambda: any(one["kind"] == "watch.outage.confirmed" for one in seen()["notices"]), 90)
    now = seen()
    (incident,) = now["incidents"]
    assert (incident["what"], incident["how"], incident["is_quiet"]) == ("outage", "second_try", False)
    (notice,) = [one for one in now["notices"] if one["kind"] == "watch.outage.confirmed"]
    assert notice["first_at_ms"] - dark_ms <= 60_000, "from the last answer to the notice"
    with hostile.serve(hostile.page(b"<html>shop"), port):
        until(lambda: seen()["state"] == "up", 60)
        until(lambda: all(one["state"] == "over" for one in seen()["notices"] if "confirmed" in one["kind"]), 30)
    assert seen()["incidents"][0]["ended_ms"] is not None


def probers(house: House) -> list[int]:
    """The living processes of this house that look."""
    mark = f"REMPART_DATA={house.data}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            is_ours = mark in (folder / "environ").read_bytes().split(b"\0")
            if is_ours and b"rempart.daemon.prober" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found
