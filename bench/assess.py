"""A full run from outside on a loopback site, beside sslyze alone: `python -m bench.assess` prints one JSON line.

Two sites: `openssl s_server` with a good chain, where sslyze is the peer, and a real WordPress over plain HTTP.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from dev.wordpress import cache
from dev.wordpress.site import Site
from rempart.facts.not_seen import NotSeen
from rempart.registry.discover import discover
from rempart.scanner.core.collector import Collector
from rempart.scanner.core.target import Target, parse_target
from rempart.scanner.net.install import install, program
from rempart.scanner.net.options import RunOptions
from rempart.scanner.net.run import run
from tests.servers.papers import Authority, Wish, sign
from tests.servers.tls import s_server

STATE = cache.folder() / "state"  # where the tests keep theirs
ROUNDS = 3


def once(target: Target, ca_file: Path) -> dict[str, float]:
    """Seconds until the first fact and until the last, with every collector there is."""
    units = discover("rempart.scanner.collectors", Collector)
    begun = time.perf_counter()
    first: list[float] = []

    def on_progress(_id: str, _done: int, _total: int, _say: str) -> None:
        first.append(time.perf_counter() - begun)

    options = RunOptions(allow_private=True, ca_file=ca_file, state_folder=STATE)
    seen = asyncio.run(run(units, target, options=options, on_progress=on_progress))
    facts = sum(not isinstance(one.fact, NotSeen) for one in seen)
    return {
        "first_s": round(first[0], 2),
        "all_s": round(time.perf_counter() - begun, 2),
        "facts": facts,
        "looks": len(seen),
    }


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
            target = Target("https", "localhost", port, "")
            rounds = [(once(target, ca_file), peer(port)) for _ in range(ROUNDS)]
        with Site(folder / "wordpress") as site:
            wordpress = once(parse_target(site.url), ca_file)
    mine = min((one for one, _ in rounds), key=lambda one: one["all_s"])
    theirs = round(min(two for _, two in rounds), 2)
    sys.stdout.write(json.dumps({"tls": {**mine, "sslyze_s": theirs}, "wordpress": wordpress}) + "\n")


if __name__ == "__main__":
    main()
