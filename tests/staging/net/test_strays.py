"""Walls whose builder was killed before they were tied to it are found and ended; those of this process stand."""

import subprocess
from pathlib import Path

import pytest

from rempart.staging.net import fresh, watched
from rempart.staging.net.box import Box

PLAIN = ["bwrap", "--unshare-all", "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
         "--proc", "/proc"]  # fmt: skip


def stray(folder: Path) -> int:
    """Not tied to its parent, which dies at once; its number."""
    (folder / "run").mkdir(parents=True)
    walls = [*PLAIN, "--bind", str(folder / "run"), "/mnt", "/usr/bin/sleep", "120"]
    script = '"$@" >/dev/null 2>&1 & echo $!'
    begun = subprocess.run(["sh", "-c", script, "sh", *walls], check=True, capture_output=True, text=True)
    return int(begun.stdout)


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


@pytest.mark.slow
def test_what_a_killed_process_left_is_ended_with_its_folder(tmp_path: Path) -> None:
    left = stray(tmp_path / "one" / "site")
    other = stray(tmp_path / "one-and-a-half")
    walls = Box(tmp_path / "one" / "own", "/site")
    walls.prepare()
    own = walls.start(["sleep", "120"])
    while not all(Path(f"/proc/{pid}/comm").read_text() == "bwrap\n" for pid in (left, other, own.process.pid)):
        pass
    fresh.delete(tmp_path / "one" / "site")
    assert not lives(left)
    assert not (tmp_path / "one" / "site").exists()
    assert watched.end_strays(tmp_path / "one") == 0
    assert own.is_alive
    assert lives(other)
    assert watched.end_strays(tmp_path / "one-and-a-half") >= 1
    own.end()
