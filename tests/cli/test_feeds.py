"""`rempart feeds`: handing over, listing and letting go, by the real program on a folder of its own."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.inventory.feeds import wordfence, wordfence_record

pytestmark = pytest.mark.slow


def run(state: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "REMPART_DATA": str(state), "REMPART_DATABASE": ""}
    command = [sys.executable, "-m", "rempart", "feeds", *words]
    return subprocess.run(command, capture_output=True, text=True, env=env, timeout=120, check=False)


def test_a_feed_is_handed_over_listed_and_let_go(tmp_path: Path) -> None:
    state, file = tmp_path / "state", tmp_path / "wordfence.json.gz"
    file.write_bytes(gzip.compress(wordfence(wordfence_record("a-1"), wordfence_record("a-2"))))
    done = run(state, "import", str(file), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["feed"]["flaws"] == 2
    file.write_bytes(b"<html>sign in first</html>")
    refused = run(state, "import", str(file))
    assert (refused.returncode, "a form nobody knows" in refused.stderr) == (2, True)
    (one,) = json.loads(run(state, "list", "--json").stdout)["feeds"]
    assert (one["name"], one["format"], one["flaws"], one["trouble"]) == ("wordfence.json.gz", "wordfence", 2, None)
    dropped = run(state, "drop", "wordfence.json.gz", "--json")
    assert json.loads(dropped.stdout) == {"dropped": "wordfence.json.gz", "flaws": 2}
