"""kill -9 of the sender at seeded moments, beside a real mail server that writes down what it took."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from rempart.channel.place import DATABASE
from tests.servers.mailbox import mailbox

ROOT = Path(__file__).parents[3]
LINES = 8  # connections of the way out: so many mails can be unknown after one kill


def kill_and_check(folder: Path, *, seed: int, kills: int, people: int, over_s: float) -> Counter[str]:
    """Kills spread over about `over_s` seconds of sending, then the rest. Nobody twice, nobody lost; counts by state.

    Empty tables in `folder`/state are taken as they are.
    """
    draw = random.Random(seed)
    state = folder / "state"
    state.mkdir(exist_ok=True)
    with mailbox(folder) as server:
        clerk = _Clerk(state, server.port, people)
        try:
            for _ in range(kills):
                worker = int(clerk.ask("go"))
                time.sleep(draw.uniform(0.2, 1.8) * over_s / kills)
                os.kill(worker, signal.SIGKILL)
                clerk.ask("wait")
            clerk.ask("go")
            assert clerk.ask("wait") == "0"
            told = json.loads(clerk.ask("count"))
        finally:
            clerk.end()
        return _check(state, server.taken(), told, people, kills)


def _check(state: Path, taken: Counter[str], told: dict[str, object], people: int, kills: int) -> Counter[str]:
    assert told.pop("state") == "done"
    assert told["planned"] == told["claimed"] == told["refused"] == told["withdrawn"] == 0, told
    with sqlite3.connect(state / DATABASE) as base:
        rows = base.execute(
            "SELECT p.email, r.sent FROM mail_recipient r JOIN directory_person p ON p.id = r.person_id"
        ).fetchall()
        (messages,) = base.execute("SELECT count(*) FROM mail_message").fetchone()
    base.close()
    assert len(rows) == messages == people
    sent = {email for email, count in rows if count}
    assert sum(count for _, count in rows) == len(sent) == told["accepted"]
    twice = [one for one, count in taken.items() if count > 1]
    assert not twice, f"got it twice: {twice[:5]}"
    assert sent <= taken.keys(), "said to be sent, and never taken"
    assert len(taken.keys() - sent) <= int(str(told["unknown"])) <= kills * LINES
    assert told["accepted"] + told["unknown"] == people, "somebody is lost"  # type: ignore[operator]
    return Counter({name: int(str(count)) for name, count in told.items()})


class _Clerk:
    def __init__(self, state: Path, port: int, people: int) -> None:
        command = [sys.executable, "-m", "tests.mail.drills.killed", str(state), str(port), str(people)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self._hear() == "ready"

    def ask(self, word: str) -> str:
        """One word, one answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "it has gone"
        return line.strip()

    def end(self) -> None:
        """With whatever it has forked."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()
