"""kill -9 of hub and restic at seeded moments, while snapshots are taken and a site is brought back."""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any

from rempart.backup.net import mysql
from tests.backup.house import Desk, fill, tree

ROOT = Path(__file__).parents[2]
LONGEST_S = 2.5  # a snapshot or restore of this site takes about so long
PATIENCE_S = 120.0
ROWS = 400


class Clerk:
    """A process that speaks a JSON value a line, and has workers as its children."""

    def __init__(self, folder: Path, module: str = "tests.backup.killed", **more: str) -> None:
        self.pipe = folder / "worker.pipe"
        os.mkfifo(self.pipe)
        command = [sys.executable, "-m", module, str(folder / "state")]
        env = {**os.environ, "REMPART_ALLOW_PRIVATE": "1", **more}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def call(self, *words: Any) -> Any:
        """Say, and hear. Raises EOFError when it has gone."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        return heard(self.process.stdout)

    def until_it_ends(self, job: str, strike: Callable[["Worker"], None], patience_s: float) -> dict[str, Any]:
        """Workers come, and `strike` has its way with each; the last one was left alone until the work had ended."""
        ends = time.monotonic() + patience_s
        while True:
            worker = Worker(self)
            try:
                assert worker.hear() == "begun"
                strike(worker)
            finally:
                worker.end()
            self.call("free")
            told = self.call("job", job)
            if told["stage"] not in ("waiting", "running"):
                return dict(told)
            assert time.monotonic() < ends, told

    def end(self) -> None:
        """Dead, and buried."""
        self.process.kill()
        self.process.communicate()
        self.pipe.unlink()


class Worker:
    """A process that works until it is killed."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk, self.pid = clerk, clerk.call("fork", str(clerk.pipe))
        self._ear = clerk.pipe.open()

    def hear(self) -> Any:
        """The next line. Raises EOFError when there is none."""
        return heard(self._ear)

    def restic(self) -> list[int]:
        """Its children that work for it."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        found = []
        for pid in map(int, listed.split()):
            with contextlib.suppress(OSError):
                if Path(f"/proc/{pid}/comm").read_text().strip() in ("restic", "mariadb", "mariadb-dump"):
                    found.append(pid)
        return found

    def end(self) -> None:
        """By kill -9, whatever it does."""
        os.kill(self.pid, signal.SIGKILL)
        self._clerk.call("bury", self.pid)
        self._ear.close()


def heard(ear: IO[str]) -> Any:
    """The next value. Raises EOFError when there is none."""
    line = ear.readline()
    if not line:
        raise EOFError
    return json.loads(line)


def kill_all(pids: list[int]) -> bool:
    """True when there was somebody."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return bool(pids)


class Site:
    """Files and tables that change between two pieces of work."""

    def __init__(self, root: Path, socket: Path, chance: random.Random) -> None:
        self.root, self.chance = root, chance
        self.server = mysql.Server("shop", "root", "", socket=str(socket))
        root.mkdir()
        fill(root, 40, 3)

    def change(self) -> None:
        """Something everywhere."""
        number = self.chance.randrange(10**9)
        (self.root / f"new-{number % 5}.php").write_text(str(number))
        rows = ",".join(f"({number + at},'né {at} 😀 ''{number}''')" for at in range(ROWS))
        mysql.query(
            self.server,
            "CREATE TABLE IF NOT EXISTS wp_posts (id BIGINT PRIMARY KEY, t LONGTEXT) CHARSET utf8mb4; "
            "CREATE TABLE IF NOT EXISTS `wp_ünder` (id BIGINT PRIMARY KEY, t LONGTEXT) CHARSET utf8mb4; "
            f"REPLACE INTO wp_posts VALUES {rows}; DELETE FROM `wp_ünder`; "
            f"REPLACE INTO `wp_ünder` VALUES ({number},'x')",
        )

    def look(self) -> tuple[dict[str, str], list[list[object]]]:
        """Everything live."""
        with tempfile.TemporaryDirectory() as folder:
            made = mysql.dump(self.server, mysql.tables(self.server), Path(folder), Desk())
        return tree(self.root), [[table.name, table.rows, table.sha256] for table in made]


def kill_and_check(folder: Path, socket: Path, *, seed: int, kills: int) -> Counter[str]:
    """So many real kills, each while work was going on; what became of the work."""
    chance, done = random.Random(seed), Counter[str]()
    (folder / "state").mkdir(mode=0o700)
    site = Site(folder / "site", socket, chance)
    clerk = Clerk(folder, REMPART_BACKUP_FOLDERS=f"{folder}:/tmp")
    assert clerk.call("setup", str(site.root), str(socket))
    expected: dict[str, Any] = {}
    while done["killed"] < kills:
        site.change()
        before = site.look()
        known = clerk.call("listed")
        wish = chance.choice(known) if known and chance.random() < 0.6 else None
        job = clerk.call("ask", "restore" if wish else "snapshot", wish)
        told = clerk.until_it_ends(job, partial(_strike, clerk=clerk, job=job, chance=chance, done=done), PATIENCE_S)
        done[f"{'restore' if wish else 'snapshot'}_{told['stage']}"] += 1
        now = site.look()
        if wish is None:
            assert now == before, "a snapshot has changed the site"
        elif told["stage"] == "done":
            assert now == expected[wish], f"{told}: restored, and not what was kept"
        else:
            assert now == before, f"{told}: neither restored nor returned"
        # Killed after it was listed and before its job was done, a snapshot counts like any other.
        expected |= {uid: before for uid in clerk.call("listed") if uid not in expected}
        beside = [path.name for path in folder.glob(".rempart-*")]
        assert len(beside) <= 1, beside  # the way back of the newest restore alone
    for number, uid in enumerate(clerk.call("listed")):
        _restores(clerk, uid, folder / f"scratch-{number}", expected[uid])
    clerk.end()
    return done


def _strike(worker: Worker, clerk: Clerk, job: str, chance: random.Random, done: Counter[str]) -> None:
    """At any moment of the work; now and then it is restic that dies first."""
    time.sleep(chance.random() * LONGEST_S)
    if clerk.call("job", job)["stage"] == "running":
        if chance.random() < 0.3 and kill_all(worker.restic()):
            done["child"] += 1
            worker.hear()
        done["killed"] += 1


def _restores(clerk: Clerk, uid: str, scratch: Path, expected: Any) -> None:
    tables = clerk.call("scratch", uid, str(scratch))
    assert tree(scratch / "files") == expected[0], "a listed snapshot holds other files"
    assert tables == expected[1], "a listed snapshot holds other rows"
    shutil.rmtree(scratch)
