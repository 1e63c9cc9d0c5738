"""The long runs can begin: what they stand on loads."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_it_gets_ready(tmp_path: Path) -> None:
    own = {"ROUNDS": "0", "XDG_CACHE_HOME": str(tmp_path)}
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "dev/torture.py"]
    done = subprocess.run(
        command, cwd=ROOT, env={**kept, **own}, capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
