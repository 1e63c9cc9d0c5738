"""kill -9 under load: a worker, a console and two spools at once, one of them or all killed at seeded moments."""

import os
import random
import selectors
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rempart.channel import cosign, database, integrator
from rempart.ledger import checkpoint, keys, note, recall, store
from rempart.ledger.note import ED25519, VerifierKey
from rempart.ledger.store import Connection
from rempart.ledger.verify import verify
from rempart.ledger.witness import signer
from rempart.ledger.witness.server import WitnessServer
from rempart.ledger.witnesses import book

ROOT = Path(__file__).parents[2]
ROLES = ("worker", "console", "guard-1", "guard-2")
PATIENCE_S = 60.0
MOST_S = 0.03  # after its last number has come, a process is killed within this time
# What the installation may say of itself meanwhile; a gap or a refused entry is a loss.
USUAL = frozenset(["ledger.heartbeat.written", "ledger.witness.heard", "ledger.gap.found"])


class Load:
    """The processes, and what they have acknowledged."""

    def __init__(self, state: Path) -> None:
        self.state, self.started = state, 0
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.acknowledged: set[int] = set()
        self.said = Counter[str]()  # lines of each role in its present life
        self._pipes = selectors.DefaultSelector()
        self._halves: dict[str, bytes] = {}

    def start(self, role: str) -> None:
        """Another life of that role, with numbers of its own."""
        command = [sys.executable, "-m", "tests.channel.killed", str(self.state), role, str(self.started * 1_000_000)]
        self.started += 1
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        self.running[role] = process
        assert process.stdout is not None
        self._halves[role], self.said[role] = b"", 0
        self._pipes.register(process.stdout, selectors.EVENT_READ, role)

    def listen(self, role: str, lines: int) -> None:
        """Until a role has said so many lines in its present life."""
        end = time.monotonic() + PATIENCE_S
        while self.said[role] < lines:
            assert time.monotonic() < end, f"{role} does not get on"
            self._hear(PATIENCE_S)

    def linger(self, seconds: float) -> None:
        """Let them work for that long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._hear(left)

    def _hear(self, seconds: float) -> None:
        for key, _ in self._pipes.select(seconds):
            said = os.read(key.fd, 65_536)
            assert said, f"{key.data} has stopped by itself"
            *lines, self._halves[key.data] = (self._halves[key.data] + said).split(b"\n")
            self._note(key.data, lines)

    def _note(self, role: str, lines: list[bytes]) -> None:
        self.said[role] += len(lines)
        self.acknowledged.update(number for number in map(int, lines) if number >= 0)

    def kill(self, role: str) -> None:
        """SIGKILL; what it had said before counts."""
        process = self.running.pop(role)
        assert process.poll() is None, f"{role} has stopped by itself"
        process.kill()
        assert process.stdout is not None
        self._pipes.unregister(process.stdout)
        rest = self._halves.pop(role) + process.communicate(timeout=PATIENCE_S)[0]
        self._note(role, rest.split())


@contextmanager
def witnessed(state: Path) -> Iterator[WitnessServer]:
    """A witness that outlives them all, and cosigns only what follows what it has seen."""
    signing = keys.load_or_create(state)
    server = WitnessServer(("127.0.0.1", 0), state / "witness", signer.load_or_create(state / "witness"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    server.memory.trust(str(VerifierKey(signing.name, ED25519, signing.public)))
    connection = database.connect(state)
    with store.writing(connection):
        book.add(connection, f"http://127.0.0.1:{server.server_port}", str(server.cosigner.key))
    connection.close()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(PATIENCE_S)


Seen = set[tuple[str, int, bytes]]


def look(state: Path, seen: Seen) -> None:
    """Keep every signed checkpoint that someone could have been shown."""
    connection = database.connect_to_read(state)
    shown = [text for (text,) in connection.execute("SELECT note FROM ledger_head WHERE note <> ''")]
    connection.close()
    shown += [file.read_text("utf-8") for file in (state / recall.FOLDER).glob("*[!~]")]
    for text in shown:
        found = checkpoint.parse(note.parse(text).text)
        seen.add((found.origin.rpartition("/")[2], found.size, found.root))


def moment(chance: random.Random, role: str) -> int:
    """After how many lines of its life it is killed: now and then while it still starts."""
    if chance.random() < 0.15:
        return 0
    return chance.randint(1, 12 if role == "worker" else 120)


def kill_and_check(state: Path, *, seed: int, kills: int) -> Counter[str]:
    """Kill `kills` times and look at what is left; how often each role died, and `entries`."""
    chance, deaths, seen = random.Random(seed), Counter[str](), Seen()
    load = Load(state)
    with witnessed(state) as witness:
        for role in ROLES:
            load.start(role)
        for _ in range(kills):
            victims = ROLES if chance.random() < 0.1 else (chance.choice(ROLES),)
            for role in victims:
                load.listen(role, moment(chance, role))
            load.linger(chance.random() * MOST_S)
            for role in victims:
                load.kill(role)
                deaths[role] += 1
            look(state, seen)
            for role in victims:
                load.start(role)
        for role in ROLES:
            load.kill(role)
        entries = check(state, load, seen, witness)
    return deaths + Counter(entries=entries)


def check(state: Path, load: Load, seen: Seen, witness: WitnessServer) -> int:
    """Nothing acknowledged is lost, nothing stands twice, and everybody agrees; how many entries there are."""
    numbers, missing = settle(state)
    assert missing == 0
    assert load.acknowledged <= set(numbers), f"lost: {sorted(load.acknowledged - set(numbers))[:10]}"
    assert len(numbers) == len(set(numbers))
    assert len(set(numbers) - load.acknowledged) <= load.started * 2  # committed, and killed before it could say so
    connection = database.connect(state)
    for log, size, root in seen:
        assert recall.root_at(connection, log, size) == root, f"{log} does not continue its checkpoint of {size}"
    while cosign.ask_all(connection, now_ms=time.time_ns() // 1_000_000 + 3_600_000):
        pass
    (status,) = book.status(connection)
    assert status.state == "ok", status
    assert {one.log: one.size for one in status.logs}["acme"] == len(numbers)
    connection.close()
    return len(numbers)


def settle(state: Path, usual: frozenset[str] = USUAL) -> tuple[list[int], int]:
    """Drain and integrate everything; the numbers in the log, and how many the record itself says are missing.

    Every log must be whole and signed to its end.
    """
    connection, signing = database.connect(state), keys.load_or_create(state)
    epoch = integrator.begin(connection, state, signing)
    while integrator.pass_once(connection, state, signing, epoch):
        pass
    for log in store.logs(connection):
        found = verify(connection, log, signing.verifier(log))
        assert found.ok, found
        assert found.signed == found.size
    said = [each.entry for each in store.read_after(connection, "installation", limit=10_000)]
    assert {each.kind for each in said} <= usual
    gaps = sum(each.body["last"] - each.body["first"] + 1 for each in said if each.kind == "ledger.gap.found")
    numbers = read(connection)
    connection.close()
    return numbers, gaps


def read(connection: Connection) -> list[int]:
    """Every number of the log, in its order."""
    numbers: list[int] = []
    at = -1
    while batch := store.read_after(connection, "acme", at):
        numbers += [each.entry.body["number"] for each in batch]
        at = batch[-1].index
    return numbers
