"""A full run from outside on a loopback site, beside sslyze alone: `python -m bench.assess` prints one JSON line.

The site is `openssl s_server` with a good chain; the DNS collectors find an address and say so at once.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from rempart.facts.not_seen import NotSeen
from rempart.registry.discover import discover
from rempart.scanner.core.collector import Collector
from rempart.scanner.core.target import Target
from rempart.scanner.net.install import install, program
from rempart.scanner.net.options import RunOptions
from rempart.scanner.net.run import run
from tests.servers.papers import Authority, Wish, sign
from tests.servers.tls import s_server

STATE = Path(__file__).resolve().parents[1] / ".venv" / "state"
ROUNDS = 3


def once(port: int, ca_file: Path) -> dict[str, float]:
    """Seconds until the first fact and until the last, with every collector there is."""
    units = discover("rempart.scanner.collectors", Collector)
    begun = time.perf_counter()
    first: list[float] = []

    def on_progress(_id: str, _done: int, _total: int, _say: str) -> None:
        first.append(time.perf_counter() - begun)

    options = RunOptions(allow_private=True, ca_file=ca_file, state_folder=STATE)
    seen = asyncio.run(run(units, Target("https", "localhost", port, ""), options=options, on_progress=on_progress))
    facts = sum(not isinstance(one.fact, NotSeen) for one in seen)
    return {"first_s": first[0], "all_s": time.perf_counter() - begun, "facts": facts, "looks": len(seen)}


def peer(port: int) -> float:
    """Seconds of a whole sslyze run on the same server."""
    tool = program(STATE)
    assert tool is not None
    begun = time.perf_counter()
    subprocess.run([str(tool), f"localhost:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begun


def main() -> None:
    """The best of three of each, in turns, so that a busy machine hits both."""
    STATE.mkdir(exist_ok=True)
    install(STATE)
    ca = Authority()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ca_file = folder / "root.pem"
        ca_file.write_bytes(ca.root.pem)
        with s_server(folder, [sign(replace(Wish(), key="rsa2048"), ca.middle), ca.middle]) as port:
            rounds = [(once(port, ca_file), peer(port)) for _ in range(ROUNDS)]
    mine, theirs = min((one for one, _ in rounds), key=lambda one: one["all_s"]), min(two for _, two in rounds)
    sys.stdout.write(json.dumps({**{k: round(v, 2) for k, v in mine.items()}, "sslyze_s": round(theirs, 2)}) + "\n")


if __name__ == "__main__":
    main()
