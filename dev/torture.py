"""`make torture`: the long kill and fuzz runs. Resumable: the next seed is kept, and each round adds a line to the log.

ROUNDS (default 20, each 25 kills) in the environment; a failing round says its seed, which repeats it: SEED=n ROUNDS=1.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

KILLS_A_ROUND = 25
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rempart"
STATE, LOG = "torture.json", "torture.log"


def main() -> int:
    """Rounds of kills, then one pass of every property test with a new seed; ROUNDS=0 only gets ready."""
    rounds = int(os.environ.get("ROUNDS", "20"))
    kept = CACHE / STATE
    kept.parent.mkdir(parents=True, exist_ok=True)
    begun = json.loads(kept.read_text())["seed"] if kept.exists() else 1
    begun = int(os.environ.get("SEED", begun))
    with tempfile.TemporaryDirectory(prefix="rempart-torture-") as own:
        _get_ready(own)
        for seed in range(begun, begun + rounds):
            if not _round(seed):
                return 1
            kept.write_text(json.dumps({"seed": seed + 1}))
    if not rounds:
        return 0
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", "not slow", f"--hypothesis-seed={begun + rounds}"]
    return subprocess.run(
        [*command, "tests/scanner/core", "tests/ledger", "tests/maturity/core"], cwd=ROOT, check=False
    ).returncode


def _get_ready(own: str) -> None:
    """What the rounds stand on loads now: a torture that cannot begin is found before its first hour."""
    os.environ |= {"REMPART_DATA": own, "DJANGO_SETTINGS_MODULE": "rempart.console.settings"}
    import django

    django.setup()
    for name in (
        "tests.channel.killing", "tests.backup.killing", "tests.companion.putback.killing", "tests.mail.drills.killing",
    ):  # fmt: skip
        importlib.import_module(name)


def _round(seed: int) -> bool:
    from tests.channel.conftest import prepared
    from tests.channel.killing import kill_and_check

    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rempart-torture-") as folder:
        try:
            done = kill_and_check(prepared(Path(folder)), seed=seed, kills=KILLS_A_ROUND)
            _say(f"seed {seed}: {_words(done)}, none lost, none twice, {time.monotonic() - begin:.0f} s")
            begin = time.monotonic()
            kept = _vault(Path(folder), seed)
            hosted = _hosted(Path(folder), seed)
            drilled = _drilled(Path(folder), seed)
        except AssertionError as fault:
            _say(f"seed {seed}: FAILED: {fault}")
            return False
    told = ", ".join(f"{what} {count}" for what, count in sorted(kept.items()))
    _say(f"seed {seed}: vault: {told}; nothing half")
    told = ", ".join(f"{what} {count}" for what, count in sorted(hosted.items()))
    _say(f"seed {seed}: companion: {told}; nothing half, both in {time.monotonic() - begin:.0f} s")
    told = ", ".join(f"{what} {count}" for what, count in sorted(drilled.items()) if count)
    _say(f"seed {seed}: drill mail: {told}; nobody twice, nobody lost")
    return True


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


def _words(done: Counter[str]) -> str:
    deaths = ", ".join(f"{role} {count}" for role, count in sorted(done.items()) if role != "entries")
    return f"{KILLS_A_ROUND} kills ({deaths}), {done['entries']} entries"


def _say(line: str) -> None:
    print(line, flush=True)
    with (CACHE / LOG).open("a", encoding="utf-8") as log:
        log.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {line}\n")


if __name__ == "__main__":
    sys.exit(main())
