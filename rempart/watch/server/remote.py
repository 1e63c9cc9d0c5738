"""A remote probe: enrolled once by a code, then every few seconds what it saw against what is wanted. Without Django."""

import asyncio
import contextlib
import logging
import os
import time
from collections import deque
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rempart.channel import outbound
from rempart.ledger import durable
from rempart.watch.core import probe_wire
from rempart.watch.core.outcome import Outcome
from rempart.watch.core.probe_wire import Enrolled, Enrolment, Report, Sent, Told
from rempart.watch.core.wire import Seen
from rempart.watch.net.eyes import Tools
from rempart.watch.server.hub import kinds
from rempart.watch.server.prober import Prober

EVERY_S = 5.0
SOON_S = 0.5  # when something failed just now: the hub waits for a second opinion
KEPT_MAX = 20_000  # looks kept while the hub cannot be reached; older ones say nothing of now
PATIENCE_S = 15.0
ANSWER_MAX = 4 * 1024 * 1024  # the list of a thousand monitors is a tenth of it

log = logging.getLogger("rempart.probe")


class NotEnrolled(Exception):
    """The hub does not know this probe, or the code does not work (any more). The message says which."""


class Own(msgspec.Struct, frozen=True):
    """What a probe keeps: where its hub is, its name there, and its private key in hex."""

    hub: str
    probe: str
    key: str


def load(folder: Path) -> Own | None:
    """What was kept at enrolment."""
    try:
        return msgspec.json.decode((folder / "probe.json").read_bytes(), type=Own)
    except FileNotFoundError:
        return None


def enrol(folder: Path, hub: str, code: str, *, allow_private: bool) -> Own:
    """A fresh key, known to the hub from now on. Raises NotEnrolled, outbound.Barred, outbound.Unreached."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw).hex()
    body = msgspec.json.encode(Enrolment(code.strip(), public))
    answer = _post(f"{hub}/probe/enrol", {}, body, allow_private)
    if answer.status != 200:
        raise NotEnrolled("The hub does not take this code: it works once, for 30 minutes. Make a new one there.")
    raw = key.private_bytes(
        serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
    ).hex()
    own = Own(hub, probe_wire.read(answer.body, Enrolled).probe, raw)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    durable.put(folder / "probe.json", msgspec.json.encode(own))
    return own


def _post(url: str, headers: dict[str, str], body: bytes, allow_private: bool) -> outbound.Answer:
    whole = {"Content-Type": "application/json", **headers}
    return outbound.request(
        "POST", url, whole, body, total_s=PATIENCE_S, allow_private=allow_private, answer_bytes=ANSWER_MAX
    )


class Remote:
    """One probe at work."""

    def __init__(self, own: Own, *, allow_private: bool) -> None:
        self.own, self._allow_private = own, allow_private
        self._key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(own.key))
        self._seen: deque[Seen] = deque(maxlen=KEPT_MAX)
        self._news = asyncio.Event()
        self._version, self._asked, self._said = "", dict[str, int](), ""
        ca_file = os.environ.get("REMPART_CA_FILE")
        tools = Tools(Path(ca_file) if ca_file else None)
        self.prober = Prober(kinds(), tools, self._take, own.probe, allow_private=allow_private)

    def _take(self, seen: Seen) -> None:
        self._seen.append(seen)
        if seen.outcome is Outcome.BAD:
            self._news.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`. A hub that is away is waited for; looks go on."""
        try:
            while not stop.is_set():
                await self._exchange()
                pause = asyncio.create_task(self._pause())
                ending = asyncio.create_task(stop.wait())
                await asyncio.wait({pause, ending}, return_when=asyncio.FIRST_COMPLETED)
                pause.cancel()
                ending.cancel()
        finally:
            await self.prober.close()

    async def _pause(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(EVERY_S):
                await self._news.wait()
                await asyncio.sleep(SOON_S)
        self._news.clear()

    async def _exchange(self) -> None:
        batch = [self._seen.popleft() for _ in range(min(len(self._seen), probe_wire.LOOKS_MAX))]
        now = time.monotonic_ns() // 1_000_000
        reports = tuple(
            Report(one.monitor, one.outcome, now - one.mono_ms, one.took_ms, one.reason, one.detail) for one in batch
        )
        try:
            told = await asyncio.to_thread(self._call, Sent(reports, self._version))
        except (outbound.Barred, outbound.Unreached, NotEnrolled, ValueError) as trouble:
            self._seen.extendleft(reversed(batch))
            if str(trouble) != self._said:  # once per cause
                log.warning("the hub: %s", trouble)
            self._said = str(trouble)
            return
        self._said, self._version = "", told.version
        if told.monitors is not None:
            self.prober.want(told.monitors)
        self.prober.nudge(uid for uid, at in told.asks.items() if at > self._asked.get(uid, 0))
        self._asked = dict(told.asks)

    def _call(self, sent: Sent) -> Told:
        body, number = msgspec.json.encode(sent), time.time_ns() // 1_000_000
        headers = {
            probe_wire.ID_HEADER: self.own.probe,
            probe_wire.NUMBER_HEADER: str(number),
            probe_wire.SIGNATURE_HEADER: probe_wire.sign(self._key, self.own.probe, number, body),
        }
        answer = _post(f"{self.own.hub}/probe/exchange", headers, body, self._allow_private)
        if answer.status == 403:
            raise NotEnrolled("it does not know this probe (any more), or this machine's clock was set back")
        if answer.status != 200:
            raise ValueError(f"answered {answer.status}")
        told: Any = probe_wire.read(answer.body, Told)
        return told  # type: ignore[no-any-return]
