"""kill -9 at seeded moments and torn files: nothing acknowledged is lost, nothing stands twice, the record stays whole."""

import os
import random
import select
import subprocess
import sys
from pathlib import Path

import pytest

from rempart.channel import database, integrator
from rempart.channel.place import database as file
from rempart.ledger import keys, store
from rempart.ledger.verify import verify
from tests.channel.killed import entry

KILLS = 10
ROOT = Path(__file__).parents[2]


def until_killed(state: Path, first: int, after: int) -> list[int]:
    """Run the writer, kill it once it has acknowledged `after` numbers; all that it acknowledged."""
    command = [sys.executable, "-m", "tests.channel.killed", str(state), str(first)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    said, pipe = b"", process.stdout.fileno()
    while said.count(b"\n") < after:
        assert select.select([pipe], [], [], 30)[0], "the writer has stopped"
        said += os.read(pipe, 4096)
    process.kill()
    rest, _ = process.communicate(timeout=30)
    return [int(line) for line in (said + rest).splitlines()]


def settle(state: Path) -> tuple[list[int], int]:
    """Drain and integrate everything; the numbers in the log, and how many the record itself says are missing.

    Every log must be whole and signed to its end.
    """
    connection, signing = database.connect(state), keys.load_or_create(state)
    epoch = store.claim(connection)
    while integrator.pass_once(connection, state, signing, epoch):
        pass
    for log in store.logs(connection):
        found = verify(connection, log, signing.verifier(log))
        assert found.ok, found
        assert found.signed == found.size
    said = [each.entry for each in store.read_after(connection, "installation")]
    assert {each.kind for each in said} <= {"ledger.gap.found"}
    numbers, at = [], -1
    while batch := store.read_after(connection, "acme", at):
        numbers += [each.entry.body["number"] for each in batch]
        at = batch[-1].index
    connection.close()
    return numbers, sum(each.body["last"] - each.body["first"] + 1 for each in said)


@pytest.mark.slow
def test_kill_nine_at_seeded_moments(state: Path) -> None:
    kill_and_check(state, seed=20_261, kills=KILLS)


def kill_and_check(state: Path, *, seed: int, kills: int) -> int:
    """Kill the writer `kills` times and look at what is left (`make torture` calls it too). How many entries stand."""
    chance = random.Random(seed)
    acknowledged: set[int] = set()
    for round_ in range(kills):
        acknowledged |= set(until_killed(state, round_ * 1_000_000, chance.randint(1, 400)))
    numbers, missing = settle(state)
    assert missing == 0
    assert acknowledged <= set(numbers)
    assert len(numbers) == len(set(numbers))
    assert len(set(numbers) - acknowledged) <= kills * 4  # committed, and killed before it could say so
    return len(numbers)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_write_ahead_log_torn_in_the_middle(file_state: Path, seed: int) -> None:
    """A disk that lied about its writes: what is left opens, is whole, is a beginning of what was written by actions,
    and what had already left the spool is named as a gap."""
    chance = random.Random(seed)
    acknowledged = until_killed(file_state, 0, 200)
    log = Path(f"{file(file_state)}-wal")
    data = bytearray(log.read_bytes())
    cut = chance.randrange(len(data) // 2, len(data))
    data[cut:] = chance.randbytes(64) if seed % 2 else b""
    log.write_bytes(data)
    numbers, missing = settle(file_state)
    assert len(numbers) == len(set(numbers))
    ours = [number for number in numbers if number % 4 < 2]  # by action; the spool's are in another file
    assert ours == [number for number in range(max(ours, default=-1) + 1) if number % 4 < 2]
    spooled = {number for number in acknowledged if number % 4 >= 2}
    assert len(spooled - set(numbers)) == missing


def test_two_writers_at_once_lose_nothing(state: Path) -> None:
    """The console and the worker append while the integrator works."""
    one, two = database.connect(state), database.connect(state)
    signing, epoch = keys.load_or_create(state), store.claim(one)
    for number in range(0, 200, 2):
        for connection, value in ((one, number), (two, number + 1)):
            with store.writing(connection):
                store.append(connection, [entry(value)])
        if number % 20 == 0:
            store.integrate(one, signing, epoch=epoch, limit=7)
    one.close()
    two.close()
    assert settle(state) == (list(range(200)), 0)
