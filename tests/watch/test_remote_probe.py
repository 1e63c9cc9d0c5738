"""A real probe in a process of its own, enrolled by a code, is the second place that confirms an outage."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.daemon.house import ROOT, House, living, until
from tests.servers import hostile
from tests.servers.tls import free_port

pytestmark = pytest.mark.slow

MAKE = """
import sys, django
django.setup()
from rempart.daemon.prepare import first_organisation, first_owner
from rempart.directory.actions.add_site import add_site
from rempart.watch.actions.change_monitor import Wish, add_monitor
from rempart.watch.actions.probes import invite_probe
owner, organisation = first_owner(), first_organisation()
site = add_site(owner, organisation, sys.argv[1], is_private=True)
add_monitor(owner, organisation, site, "http", Wish("Shop", 20, {"address": sys.argv[1]}))
print(invite_probe(owner, organisation, "Lyon")[1])
"""
LOOK = """
from rempart.watch.store.models import Bin, Incident, Monitor, Probe
probe = Probe.objects.get()
seen = {
    "state": Monitor.objects.get().state, "silent": probe.is_silent, "vantage": probe.vantage,
    "looks": sum(Bin.objects.filter(place=probe.uid).values_list("ok", flat=True)),
    "incidents": list(Incident.objects.values("how", "places")), "probe": probe.uid,
}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`rempart up`."""
    with living(Path(tmp_path_factory.mktemp("hub")) / "data") as running:
        yield running


@pytest.fixture
def seen(house: House) -> Iterator[Callable[[], dict[str, Any]]]:
    """How it stands now."""
    with house.watcher(LOOK) as ask:
        yield ask


def probe(house: House, folder: Path, code: str) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "rempart", "probe", "serve", "--allow-private", "--folder", str(folder)]
    hub = f"http://127.0.0.1:{house.port}"
    own = {**house.environment, "REMPART_PROBE_CODE": code, "REMPART_DATA": str(folder / "none")}
    return subprocess.Popen([*words, "--hub", hub], cwd=ROOT, env=own)


def test_the_second_place_confirms_and_its_death_is_no_outage(
    house: House, seen: Callable[[], dict[str, Any]], tmp_path: Path
) -> None:
    port = free_port()
    with hostile.serve(hostile.page(b"<html>shop"), port):
        done = house.run("-c", MAKE, f"http://127.0.0.1:{port}/")
        assert done.returncode == 0, done.stderr
        running = probe(house, tmp_path / "probe", done.stdout.strip())
        try:
            until(lambda: seen()["looks"] > 0 and seen()["state"] == "up", 60)
            assert seen()["vantage"] == "lab"
        except BaseException:
            running.kill()
            raise
    try:
        until(lambda: seen()["incidents"], 90)
        now = seen()
        assert now["incidents"] == [{"how": "second_place", "places": sorted(["hub", now["probe"]])}]
    finally:
        os.kill(running.pid, signal.SIGTERM)
        assert running.wait(90) == 0
    with hostile.serve(hostile.page(b"<html>shop"), port):
        until(lambda: seen()["state"] == "up", 60)
        until(lambda: seen()["silent"], 90)  # named, and nobody's outage
        assert len(seen()["incidents"]) == 1


def test_a_used_code_starts_nothing(house: House, tmp_path: Path) -> None:
    running = probe(house, tmp_path / "other", "0000-0000-0000-0000")
    assert running.wait(60) == 2
