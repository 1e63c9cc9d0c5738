"""`make torture`: the long kill and fuzz runs. Resumable: the seed to go on with is kept; each round prints a line.

ROUNDS (default 20, each 25 kills) in the environment; a failing round says its seed, which repeats it.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

KILLS_A_ROUND = 25
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rempart"


def main() -> int:
    """Rounds of kills, then one pass of every property test with a new seed."""
    from tests.channel.conftest import prepared
    from tests.channel.test_killed import kill_and_check

    kept = CACHE / "torture.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    seed = json.loads(kept.read_text())["seed"] if kept.exists() else 1
    for _ in range(int(os.environ.get("ROUNDS", "20"))):
        begin = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="rempart-torture-") as folder:
            entries = kill_and_check(prepared(Path(folder)), seed=seed, kills=KILLS_A_ROUND)
        print(
            f"seed {seed}: {KILLS_A_ROUND} kills, {entries} entries, none lost, {time.monotonic() - begin:.0f} s",
            flush=True,
        )
        seed += 1
        kept.write_text(json.dumps({"seed": seed}))
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", "not slow", f"--hypothesis-seed={seed}"]
    return subprocess.run(
        [*command, "tests/scanner/core", "tests/ledger", "tests/maturity/core"], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
