"""Hits of drill mails: kept by the real server, with a kill in between, beside a row inserted directly for each.

python -m bench.tracking
"""

import asyncio
import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rempart.mail.core.hits.arrived import Arrived, Kind, decode, encode
from rempart.mail.server.spool import HitSpool, segments, take
from tests.daemon.house import living
from tests.servers.tls import free_port

LINES, HITS = 32, 20_000
DIRECT = 500
TOKENS = [f"{number:022d}" for number in range(500)]
SETTINGS = "rempart.console.settings"
INSERT = """
import django, sys, time
django.setup()
from tests.mail.hits.drill import make_drill, people
from rempart.daemon.prepare import first_organisation
from rempart.mail.store.hits import Hit
house = first_organisation()
drill = make_drill(house, people(house, 50))
begun = time.perf_counter()
for number in range(int(sys.argv[1])):
    Hit.objects.create(message=drill.messages[number % 50], arrived=str(number), kind="link", method="GET", at_ms=1)
print(int(sys.argv[1]) / (time.perf_counter() - begun))
from pathlib import Path
from rempart.mail.actions.take_hits import take_hits
from tests.mail.hits.drill import arrived, spool
Hit.objects.all().delete()
state = Path(sys.argv[2])
spool(state, *(arrived(drill.token(number % 50), link=number % 90, at_ms=number) for number in range(4_000)))
begun = time.perf_counter()
while take_hits(state):
    pass
print(Hit.objects.count() / (time.perf_counter() - begun))
"""


async def clicks(port: int, count: int, kill_at: int, kill: object) -> tuple[set[str], float]:
    """Addresses that were answered, and how many a second, the pause of a restart left out."""
    answered: set[str] = set()
    numbers = iter(range(count))
    spent = 0.0

    async def line() -> None:
        nonlocal spent
        reader = writer = None
        for number in numbers:
            path = f"/t/{TOKENS[number % len(TOKENS)]}/{number // len(TOKENS)}"
            try:
                if writer is None:
                    reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {'x' * 100}\r\n\r\n".encode())
                head = await reader.readuntil(b"\r\n\r\n")  # type: ignore[union-attr]
                assert head.startswith(b"HTTP/1.1 303"), head[:80]
                answered.add(path)
            except (OSError, EOFError):
                writer = None
                await asyncio.sleep(0.2)
        if writer is not None:
            writer.close()

    begun = time.perf_counter()
    lines = [asyncio.create_task(line()) for _ in range(LINES)]
    while kill_at and len(answered) < kill_at:
        await asyncio.sleep(0.01)
    if kill_at:
        kill()  # type: ignore[operator]
    await asyncio.gather(*lines)
    return answered, len(answered) / (time.perf_counter() - begun)


def server(state: Path, port: int) -> subprocess.Popen[bytes]:
    """The console alone, as `rempart up` starts it."""
    from rempart.daemon.installation import answers, web_arguments

    environment = {**os.environ, "REMPART_DATA": str(state), "DJANGO_SETTINGS_MODULE": SETTINGS}
    process = subprocess.Popen(
        [sys.executable, *web_arguments("127.0.0.1", port)], env=environment, start_new_session=True
    )
    while not answers("127.0.0.1", port):
        time.sleep(0.1)
    return process


def kept(state: Path) -> set[str]:
    """Addresses in the spool."""
    names = {hashlib.sha256(token.encode()).digest(): token for token in TOKENS}
    found = set()
    for segment in segments(state):
        at = 0
        while True:
            bodies, until = take(segment, at, 10_000)
            if not bodies:
                break
            found |= {f"/t/{names[one.token]}/{one.link}" for one in map(decode, bodies)}
            at = until
    return found


def main() -> None:
    """Prints JSON."""
    said: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "data"
        with living(state) as house:  # makes the tables, then stops
            done = house.run("-c", INSERT, DIRECT, Path(folder) / "taken")
            direct, taken = map(float, done.stdout.split())
            said |= {"direct_per_s": round(direct), "taken_in_per_s": round(taken)}
        port = free_port()
        process = server(state, port)
        try:
            answered, rate = asyncio.run(clicks(port, HITS, 0, None))
            said["kept_per_s"] = round(rate)
            assert answered <= kept(state)
            process_killed = process
            answered, _ = asyncio.run(
                clicks(port, HITS // 4, HITS // 8, lambda: os.killpg(process_killed.pid, signal.SIGKILL))
            )
            said |= {"answered_before_kill": len(answered), "lost": len(answered - kept(state))}
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    with tempfile.TemporaryDirectory() as folder:
        spool = HitSpool(Path(folder))
        one = encode(Arrived(b"t" * 32, Kind.LINK, 0, "GET", 1, "192.0.2.1", "x" * 100))
        begun = time.perf_counter()
        for _ in range(HITS):
            spool.put(one)
        said["spool_alone_per_s"] = round(HITS / (time.perf_counter() - begun))
        spool.close()
    print(json.dumps(said))


if __name__ == "__main__":
    main()
