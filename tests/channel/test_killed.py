"""kill -9 at seeded moments: nothing acknowledged is lost, nothing stands twice, the record stays whole and one."""

from pathlib import Path

import pytest

from rempart.channel import database
from rempart.ledger import keys, store
from tests.channel.killed import entry
from tests.channel.killing import kill_and_check, settle

KILLS = 25


@pytest.mark.slow
def test_kill_nine_at_seeded_moments(file_state: Path) -> None:
    done = kill_and_check(file_state, seed=20_261, kills=KILLS)
    assert done["entries"] > KILLS


@pytest.mark.slow
def test_kill_nine_beside_a_server(server_state: Path) -> None:
    """Fewer: the server lives on, and what is tried is that its transactions end with their processes."""
    assert kill_and_check(server_state, seed=20_262, kills=8)["entries"] > 8


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
