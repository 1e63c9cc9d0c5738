"""`make torture`: the long kill and fuzz runs. Resumable: each part keeps its next seed, and each round adds a line to the log.

ROUNDS (default 20, each 25 kills) and PARTS (default all, divided by commas; two of them may run side by side) in the
environment; a failing round says its part and seed, which repeat it: PARTS=p SEED=n ROUNDS=1.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

KILLS_A_ROUND = 25
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rempart"
LOG = "torture.log"


def main() -> int:
    """Rounds of kills, then one pass of every property test with a new seed; ROUNDS=0 only gets ready."""
    rounds = int(os.environ.get("ROUNDS", "20"))
    parts = os.environ.get("PARTS", ",".join(PARTS)).split(",")
    if unknown := sorted(set(parts) - set(PARTS)):
        print(f"No such part: {', '.join(unknown)}. There are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    CACHE.mkdir(parents=True, exist_ok=True)
    begun = {part: _next_seed(part) for part in parts}
    with tempfile.TemporaryDirectory(prefix="rempart-torture-") as own:
        _get_ready(own)
        for number in range(rounds):
            for part in parts:
                _round(part, begun[part] + number)
    if not rounds:
        return 0
    fuzz = f"--hypothesis-seed={max(begun.values()) + rounds}"
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", "not slow", fuzz]
    return subprocess.run(
        [*command, "tests/scanner/core", "tests/ledger", "tests/maturity/core"], cwd=ROOT, check=False
    ).returncode


def _kept(part: str) -> Path:
    return CACHE / f"torture-{part}.json"


def _next_seed(part: str) -> int:
    kept = _kept(part)
    return int(os.environ.get("SEED", json.loads(kept.read_text())["seed"] if kept.exists() else 1))


def _get_ready(own: str) -> None:
    """What the rounds stand on loads now: a torture that cannot begin is found before its first hour."""
    os.environ |= {"REMPART_DATA": own, "DJANGO_SETTINGS_MODULE": "rempart.console.settings"}
    import django

    django.setup()
    for name in (
        "tests.channel.killing", "tests.backup.killing", "tests.companion.putback.killing", "tests.mail.drills.killing",
        "tests.contest.killing",
    ):  # fmt: skip
        importlib.import_module(name)


def _round(part: str, seed: int) -> None:
    """Twenty-five kills of one part. Raises AssertionError when something was lost, doubled or half."""
    play, promise = PARTS[part]
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rempart-torture-") as folder:
        try:
            done = play(Path(folder), seed)
        except Exception as fault:
            _say(f"{part}, seed {seed}: FAILED: {fault!r}")
            raise
    told = ", ".join(f"{what} {count}" for what, count in sorted(done.items()) if count)
    _say(f"{part}, seed {seed}: {told}; {promise}, {time.monotonic() - begin:.0f} s")
    _kept(part).write_text(json.dumps({"seed": seed + 1}))


def _ledger(folder: Path, seed: int) -> Counter[str]:
    """Drainer, integrator, console and spool writers, killed while all are at work."""
    from tests.channel.conftest import prepared
    from tests.channel.killing import kill_and_check

    return kill_and_check(prepared(folder), seed=seed, kills=KILLS_A_ROUND)


def _vault(folder: Path, seed: int) -> Counter[str]:
    """Hub, restic and the database's own programs, killed while a site is kept and brought back."""
    from dev.wordpress.mariadb import Server, create
    from tests.backup.killing import kill_and_check

    create(folder / "vault" / "data")
    with Server(folder / "vault" / "data") as server:
        server.sql("CREATE DATABASE shop CHARACTER SET utf8mb4")
        house = folder / "vault" / "house"
        house.mkdir()
        return kill_and_check(house, server.socket, seed=seed, kills=KILLS_A_ROUND)


def _hosted(folder: Path, seed: int) -> Counter[str]:
    """Hub, PHP and restic, killed while a site on shared hosting is kept and brought back through its companion."""
    from tests.companion.putback.killing import kill_and_check
    from tests.servers.apache import Hosting

    house = folder / "hosted"
    house.mkdir()
    with Hosting() as hosting:
        return kill_and_check(house, hosting.accounts["mariadb"], seed=seed, kills=KILLS_A_ROUND)


def _drilled(folder: Path, seed: int) -> Counter[str]:
    """The sender of a drill, killed between and during its mails: twenty rounds are five hundred kills."""
    from tests.mail.drills.killing import kill_and_check

    house = folder / "drilled"
    house.mkdir()
    return kill_and_check(house, seed=seed, kills=KILLS_A_ROUND, people=10_000, over_s=10.0)


def _ranged(folder: Path, seed: int) -> Counter[str]:
    """The worker, killed while sites of contests are made, played on and ended: five contests a round."""
    from dev.wordpress.template import template
    from rempart.staging.net import fresh
    from tests.contest.killing import kill_and_check

    os.environ[fresh.SOURCE] = str(template("sqlite") / "www")
    house = folder / "ranged"
    house.mkdir()
    return kill_and_check(house, seed=seed, kills=KILLS_A_ROUND)


def _say(line: str) -> None:
    print(line, flush=True)
    with (CACHE / LOG).open("a", encoding="utf-8") as log:
        log.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {line}\n")


PARTS: dict[str, tuple[Callable[[Path, int], Counter[str]], str]] = {
    "ledger": (_ledger, "none lost, none twice"),
    "vault": (_vault, "nothing half"),
    "companion": (_hosted, "nothing half"),
    "drill": (_drilled, "nobody twice, nobody lost"),
    "range": (_ranged, "nothing left running, nothing half"),
}


if __name__ == "__main__":
    sys.exit(main())
