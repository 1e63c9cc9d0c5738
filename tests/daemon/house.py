"""A whole installation started as a person starts it, and what the tests ask its data folder."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rempart.channel import database
from tests.servers import postgres
from tests.servers.tls import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90.0

ASK = """
import sys, django
django.setup()
from rempart.daemon.prepare import first_organisation
from rempart.directory.actions.add_site import add_site
from rempart.scanner.actions.request_run import request_run
site = add_site(None, first_organisation(), sys.argv[1], is_private=True)
print(request_run(None, site).uid)
"""
STOP = """
import sys, django
django.setup()
from rempart.daemon.prepare import first_owner
from rempart.scanner.actions.stop_run import stop_run
from rempart.scanner.store.models import Run
stop_run(first_owner(), Run.objects.get(uid=sys.argv[1]))
"""


def until(holds: Callable[[], Any], patience_s: float = PATIENCE_S) -> Any:
    """Wait for a condition; what it answered."""
    end = time.monotonic() + patience_s
    while not (found := holds()):
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)  # between two looks at the condition
    return found


ANSWER = """
import json, sys, django
django.setup()
code = compile(sys.argv[1], "seen", "exec")
for _ in sys.stdin:
    names = {}
    exec(code, names)
    print(json.dumps(names["seen"]), flush=True)
"""


@dataclass
class House:
    """`said` is what it printed until it was ready."""

    data: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    log: Path = Path()
    more: tuple[str, ...] = ()

    @property
    def environment(self) -> dict[str, str]:
        """Of every command in this house."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("REMPART_")}
        settings = {"DJANGO_SETTINGS_MODULE": "rempart.console.settings", "REMPART_LEASE_S": "6"}
        return {**kept, "REMPART_DATA": str(self.data), **settings}

    @property
    def said(self) -> str:
        """Everything printed so far."""
        return self.log.read_text("utf-8")

    def start(self) -> None:
        """`rempart up`, until the link is printed."""
        self.data.mkdir(mode=0o700, exist_ok=True)
        postgres.name_in(self.data)
        self.log = self.data.with_suffix(".log")
        words = ["-m", "rempart", "up", "--listen", f"127.0.0.1:{self.port}", "--allow-private", *self.more]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, *words], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        until(lambda: "/in/" in self.said or self.process is None or self.process.poll() is not None)
        assert "/in/" in self.said, self.said

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """How it ended."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(90)

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        """Another command on the same folder."""
        return subprocess.run(
            [sys.executable, *map(str, words)],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
        )  # fmt: skip

    @contextlib.contextmanager
    def watcher(self, code: str) -> Iterator[Callable[[], Any]]:
        """Asks again and again without loading everything again: `code` leaves its answer in `seen`."""
        with subprocess.Popen(
            [sys.executable, "-c", ANSWER, code], cwd=ROOT, env=self.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ) as process:  # fmt: skip
            assert process.stdin is not None
            assert process.stdout is not None

            def ask() -> Any:
                process.stdin.write("\n")  # type: ignore[union-attr]
                process.stdin.flush()  # type: ignore[union-attr]
                return json.loads(process.stdout.readline())  # type: ignore[union-attr]

            try:
                yield ask
            finally:
                process.stdin.close()

    def ask_for_a_run(self, address: str) -> str:
        """As the schedule does; the run's id."""
        done = self.run("-c", ASK, address)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """A row of the state database."""
        with contextlib.closing(database.connect_to_read(self.data)) as there:
            found: tuple[Any, ...] | None = there.execute(query, values).fetchone()
            return found

    def state_of(self, run: str) -> tuple[Any, ...]:
        """State, tries and trouble of a run."""
        found = self.one("SELECT state, tries, trouble FROM scanner_run WHERE uid = ?", run)
        assert found is not None
        return found

    def facts_of(self, run: str) -> set[tuple[int, bytes]]:
        """What was acknowledged for a run: row and bytes."""
        with contextlib.closing(database.connect_to_read(self.data)) as there:
            rows = there.execute("SELECT id, front, tail FROM ledger_entry WHERE kind LIKE 'scanner.fact.%'")
            return {(row[0], row[1] + row[2]) for row in rows if run.encode() in row[1] + row[2]}

    def child(self, name: str) -> int:
        """The process id of one of its processes."""
        assert self.process is not None
        pid = self.process.pid
        for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            with contextlib.suppress(FileNotFoundError):
                if name.encode() in Path(f"/proc/{text}/cmdline").read_bytes():
                    return int(text)
        return 0

    @property
    def link(self) -> str:
        """The one-time link it printed."""
        found = re.search(r"https?://\S+/in/\S+", self.said)
        assert found is not None
        return found[0]


@contextlib.contextmanager
def living(data: Path, *more: str) -> Iterator[House]:
    """Started with those further words, and ended whatever happens."""
    house = House(data, more=more)
    try:
        house.start()
        yield house
    finally:
        if house.process is not None and house.process.poll() is None:
            house.process.terminate()
            house.process.wait(90)
