"""A watched site and its alarm: heard by a person, heard by nobody, or nobody there to look."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import msgspec

from dev.recording.form import Side
from dev.recording.measure import Measure, Scene
from rempart.facts.fact import Observation
from rempart.facts.outage_alarm import OutageAlarm
from rempart.facts.told_in_time import ToldInTime

if TYPE_CHECKING:
    from rempart.directory.store.models import Account, Organisation, Site

LOOKED_S = 20.0  # at most: after a start a prober has looked at every monitor within fifteen seconds
ROUND_S = 600  # seconds differ from one recording to the next
TWO_HOURS_MS = 7_200_000
SCENES: tuple[tuple[str, Side], ...] = (
    ("watch_nobody_looks", "blind"),
    ("watch_alarm_heard", "good"),
    ("watch_alarm_unheard", "broken"),
)


def scenes() -> Iterator[Scene]:
    """Each in an organisation of its own; the first before any prober has run."""
    for name, side in SCENES:
        fixture = "a real site on loopback, the real prober, a real test alarm through the notices"
        with _site() as address:
            yield Scene(name, side, fixture, tuple(_plain(one) for one in _played(name, side, address)))


def _played(name: str, side: Side, address: str) -> list[Observation]:
    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.roles import Role
    from rempart.maturity.store import facts
    from rempart.watch.actions.change_monitor import Wish, add_monitor
    from rempart.watch.actions.tell_watch import tell_watch

    organisation = create_organisation(name, None)
    owner = create_account(organisation, f"owner-{side}@quarry.example", None)
    grant_role(organisation, owner, Role.OWNER)
    site = add_site(owner, organisation, address, is_private=True)
    monitor = add_monitor(owner, organisation, site, "http", Wish("Shop", 60, {"address": address}))
    if side != "blind":
        _look(monitor.uid)
        _ring(owner, organisation, site, is_heard=side == "good")
    tell_watch(organisation)
    settle(site, state_folder())
    return [seen for seen in facts.newest(site, since_ms=0) if isinstance(seen.fact, OutageAlarm | ToldInTime)]


def _look(monitor: str) -> None:
    """The prober of the hub, until it has lived a beat and looked at that one; then what it saw is taken in."""
    from rempart.channel.place import state_folder
    from rempart.watch.actions.pass_time import now_mark
    from rempart.watch.actions.take_parcels import take_parcels
    from rempart.watch.server.hub import Hub

    async def watch() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(Hub(state_folder()).run(stop))
        ends = time.monotonic() + LOOKED_S
        while time.monotonic() < ends and not _has_looked(monitor):
            await asyncio.sleep(0.1)
        stop.set()
        await running

    asyncio.run(watch())
    while take_parcels(state_folder(), now_mark()):
        pass


def _has_looked(monitor: str) -> bool:
    """As the parcels say that wait to be taken in."""
    from rempart.channel.parcels import Parcels
    from rempart.channel.place import state_folder
    from rempart.watch.core.wire import SENDER, decode

    parcels = Parcels(state_folder(), SENDER)
    sent = [decode(body) for _, body in parcels.take(0, 1_000)]
    parcels.close()
    has_seen = any(one.seen is not None and one.seen.monitor == monitor for one in sent)
    return has_seen and any(one.beat is not None for one in sent)


def _ring(owner: "Account", organisation: "Organisation", site: "Site", *, is_heard: bool) -> None:
    """By the way of the notices: whoever takes the notice in hand has heard the alarm."""
    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.notices.actions.gather import gather
    from rempart.notices.actions.take_notice import take_notice
    from rempart.notices.store.models import Notice
    from rempart.watch.actions.hear import hear
    from rempart.watch.actions.ring_alarm import ring_now
    from rempart.watch.store.models import Incident

    ring_now(owner, organisation)
    settle(site, state_folder())
    while hear() or gather():
        pass
    if not is_heard:
        Incident.objects.filter(organisation=organisation).update(began_ms=_now() - TWO_HOURS_MS)
        return
    take_notice(owner, Notice.objects.get(organisation=organisation, kind="watch.alarm.rung"))
    settle(site, state_folder())
    while hear():
        pass


def _now() -> int:
    from rempart.directory.actions.action import now_ms

    return now_ms()


def _plain(seen: Observation) -> Observation:
    names = [name for name in seen.fact.__struct_fields__ if name.endswith("_s") and name != "every_s"]
    values = {name: value for name in names if (value := getattr(seen.fact, name)) is not None}
    rounded = {name: -(-value // ROUND_S) * ROUND_S if name != "looked_s" else 60 for name, value in values.items()}
    return msgspec.structs.replace(seen, fact=msgspec.structs.replace(seen.fact, **rounded))


class _Shop(BaseHTTPRequestHandler):
    """A site that answers."""

    def do_GET(self) -> None:
        """Always."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>shop")

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@contextmanager
def _site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


UNIT = Measure("watch_alarm", (OutageAlarm, ToldInTime), tuple(name for name, _ in SCENES), scenes)
