"""The prober beside the console: follows the published list, puts what it saw where the worker takes it."""

import asyncio
import contextlib
import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from rempart.channel.desired import Follower
from rempart.channel.full import is_disk_full
from rempart.channel.lab import private_allowed
from rempart.channel.parcels import Parcels
from rempart.registry.discover import discover
from rempart.watch.core.kind import Kind
from rempart.watch.core.wire import ASKS, BEAT_S, HUB, SENDER, WANTED, Beat, Parcel, Seen, Wanted, encode
from rempart.watch.net.eyes import Tools
from rempart.watch.net.look_once import boot_id
from rempart.watch.server.prober import Prober

FOLLOW_S = 0.5
FOLDER = "watch"
WAITING_MAX = 20_000  # looks that wait for room on the disk, about 10 MB; then the oldest go


def kinds() -> dict[str, Kind]:
    """All there are, by id."""
    return discover("rempart.watch.monitors", Kind)


class Hub:
    """Everything that touches a file is done by one thread of its own: a slow disk delays no look."""

    def __init__(self, state: Path) -> None:
        folder = state / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        self._parcels = Parcels(state, SENDER)
        self._wanted = Follower(state, WANTED, folder / "wanted.json")
        self._asks = Follower(state, ASKS, folder / "asks.json")
        self._hand = ThreadPoolExecutor(1, "watch-files")
        self._waiting: list[Seen] = []
        self._asked: dict[str, int] = {}
        self._boot = boot_id()
        ca_file, server = os.environ.get("REMPART_CA_FILE"), os.environ.get("REMPART_RESOLVER", "")
        address, _, port = server.rpartition(":")
        own = (address.strip("[]"), int(port)) if address and port.isdigit() else None
        tools = Tools(Path(ca_file) if ca_file else None, own)
        self.prober = Prober(kinds(), tools, self._waiting.append, HUB, allow_private=private_allowed())

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`. What was seen is on the disk within half a second."""
        loop, beat_due = asyncio.get_running_loop(), 0.0
        self._take_wanted()  # the list kept in a file: looking begins although the database may be away
        try:
            while not stop.is_set():
                if await loop.run_in_executor(self._hand, self._polled, self._wanted):
                    self._take_wanted()
                if await loop.run_in_executor(self._hand, self._polled, self._asks):
                    self._take_asks()
                if self._waiting or loop.time() >= beat_due:
                    parcels = [Parcel(seen=seen) for seen in self._waiting]
                    self._waiting.clear()
                    if loop.time() >= beat_due:
                        parcels.append(Parcel(beat=self._beat()))
                        beat_due = loop.time() + BEAT_S
                    await loop.run_in_executor(self._hand, self._put, parcels)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(FOLLOW_S):
                        await stop.wait()
        finally:
            await self.prober.close()
            for file in (self._wanted, self._asks, self._parcels):
                await loop.run_in_executor(self._hand, file.close)  # where it was opened
            self._hand.shutdown()

    def _polled(self, document: Follower) -> bool:
        """A full disk keeps no newer list; the one there is goes on."""
        try:
            return document.poll()
        except OSError as trouble:
            if not is_disk_full(trouble):
                raise
            return False

    def _put(self, parcels: list[Parcel]) -> None:
        """While the disk is full, what was seen waits in memory; beats do not: silence is told as such."""
        try:
            self._parcels.put([encode(one) for one in parcels])
        except (sqlite3.OperationalError, OSError) as trouble:
            if not is_disk_full(trouble):
                raise
            kept = [one.seen for one in parcels if one.seen is not None]
            room = max(0, WAITING_MAX - len(self._waiting))
            self._waiting[:0] = kept[max(0, len(kept) - room) :]

    def _take_wanted(self) -> None:
        if self._wanted.current is not None:
            self.prober.want(msgspec.convert(self._wanted.current.content, Wanted).monitors)

    def _take_asks(self) -> None:
        asked = dict(self._asks.current.content) if self._asks.current else {}
        self.prober.nudge(uid for uid, at_ms in asked.items() if at_ms > self._asked.get(uid, 0))
        self._asked = asked

    def _beat(self) -> Beat:
        late = sorted(self.prober.lateness_ms)
        self.prober.lateness_ms.clear()
        p99 = late[min(len(late) - 1, len(late) * 99 // 100)] if late else 0
        mono, wall = time.monotonic_ns() // 1_000_000, time.time_ns() // 1_000_000
        return Beat(mono, self._boot, wall, len(self.prober), p99)
