"""500 monitors at 60 s on one machine: share of the processor, lateness, and what taking the looks in costs.

python -m bench.watch
"""

import asyncio
import json
import os
import resource
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rempart.watch.core.outcome import Outcome
from rempart.watch.core.wire import Seen, Wish

MONITORS, EVERY_S, RUN_S = 500, 60, 65.0
HUNG_SHARE = 0.05  # of the targets swallow every packet of ours: they cost patience, not processor
TARGET_LATE_MS, TARGET_SHARE = 1_000, 0.25
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20000\r\n\r\n" + b"<p>Lavender</p>     " * 1_000
)


async def serve(folder: Path) -> None:
    """The sites: TLS as sites have it; one in twenty hangs."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "leaf.pem", folder / "key.pem")

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            if b"/hang" in head:
                await reader.read()
            writer.write(ANSWER)
            await writer.drain()
        except (OSError, EOFError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def watch(port: int, ca: Path) -> dict[str, float]:
    """The prober as the hub runs it."""
    from rempart.watch.net.eyes import Tools
    from rempart.watch.server.hub import kinds
    from rempart.watch.server.prober import Prober

    seen: list[Seen] = []
    prober = Prober(kinds(), Tools(ca), seen.append, "hub", allow_private=True)
    hung = int(1 / HUNG_SHARE)
    wishes = [
        Wish(f"monitor{n:03d}", "org", "http", EVERY_S,
             {"address": f"https://localhost:{port}/{'hang' if n % hung == 0 else 'shop'}", "present": "Lavender"}, True)
        for n in range(MONITORS)
    ]  # fmt: skip
    begun, cpu = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF)
    prober.want(wishes)
    await asyncio.sleep(RUN_S)
    used, wall = resource.getrusage(resource.RUSAGE_SELF), time.monotonic() - begun
    await prober.close()
    late = sorted(one.late_ms for one in seen)
    return {
        "looks": len(seen),
        "good": sum(one.outcome is Outcome.OK for one in seen),
        "cpu_share": round((used.ru_utime + used.ru_stime - cpu.ru_utime - cpu.ru_stime) / wall, 3),
        "late_p50_ms": late[len(late) // 2],
        "late_p99_ms": late[len(late) * 99 // 100],
        "rss_mb": round(used.ru_maxrss / 1024),
    }


def taken_in(folder: Path) -> dict[str, float]:
    """The worker's side: a minute of looks of all monitors, in the batches in which it takes them."""
    os.environ.update({"REMPART_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "rempart.console.settings"})
    import django

    django.setup()
    from django.db import transaction

    from rempart.daemon.prepare import first_organisation, migrate
    from rempart.watch.actions.change_monitor import Wish as Asked
    from rempart.watch.actions.change_monitor import add_monitor
    from rempart.watch.actions.pass_time import now_mark
    from rempart.watch.actions.take_parcels import BATCH, take_in

    migrate(folder)
    with transaction.atomic():
        rows = [
            add_monitor(None, first_organisation(), None, "http", Asked("x", 60, {"address": f"https://m{n}.example/"}))
            for n in range(MONITORS)
        ]
    now = now_mark()
    looks = [Seen(row.uid, Outcome.OK, now.mono_ms, now.boot, now.wall_ms, 80) for row in rows]
    begun, cpu = time.monotonic(), time.process_time()
    longest = 0.0
    for at in range(0, MONITORS, BATCH):
        batch = time.monotonic()
        with transaction.atomic():
            take_in(looks[at : at + BATCH], now)
        longest = max(longest, time.monotonic() - batch)
    return {
        "taken_in_s": round(time.monotonic() - begun, 2),
        "cpu_share": round((time.process_time() - cpu) / EVERY_S, 3),
        "longest_transaction_s": round(longest, 2),
    }


def main() -> int:
    """Prints both; 1 when a target is missed."""
    from tests.servers.papers import Authority, Wish, sign

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        authority = Authority()
        leaf = sign(Wish(), authority.root)
        for file, data in (("leaf.pem", leaf.pem), ("key.pem", leaf.key_pem), ("ca.pem", authority.root.pem)):
            (folder / file).write_bytes(data)
        words = [sys.executable, "-m", "bench.watch", "serve", name]
        sites = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        try:
            assert sites.stdout is not None
            seen = asyncio.run(watch(int(sites.stdout.readline()), folder / "ca.pem"))
        finally:
            sites.kill()
            sites.wait()
        (folder / "data").mkdir()
        taken = taken_in(folder / "data")
    print(json.dumps({"monitors": MONITORS, "every_s": EVERY_S, "prober": seen, "worker": taken}))
    return int(seen["late_p99_ms"] > TARGET_LATE_MS or seen["cpu_share"] > TARGET_SHARE)


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(Path(sys.argv[2])))
    sys.exit(main())
