"""Tampering with the store is noticed, and where is said."""

from pathlib import Path

import pytest

from rempart.ledger import keys, store
from rempart.ledger.verify import verify
from tests.ledger import attacks
from tests.ledger.conftest import Ledger


def test_a_whole_ledger(ledger: Ledger) -> None:
    ledger.fill(attacks.SIZE)
    found = ledger.verify()
    assert (found.ok, found.size, found.signed, found.reason) == (True, 600, 600, None)


@pytest.mark.parametrize("attack", attacks.ALL, ids=lambda attack: attack.__name__)
def test_every_attack_is_noticed(ledger: Ledger, attack: attacks.Attack) -> None:
    ledger.fill(attacks.SIZE)
    with store.writing(ledger.connection):
        attack(ledger.connection)
    found = ledger.verify()
    assert not found.ok
    assert found.reason
    assert found.index == attacks.ALL[attack]


def test_another_key_is_noticed(ledger: Ledger, tmp_path: Path) -> None:
    ledger.fill(5)
    stranger = keys.load_or_create(tmp_path / "elsewhere")
    found = verify(ledger.connection, "acme", stranger.verifier("acme"))
    assert not found.ok
    assert "no signature by the key" in str(found.reason)


def test_a_log_that_is_not_there(ledger: Ledger) -> None:
    assert not ledger.verify("nobody").ok


def test_entries_that_wait_for_their_signature(ledger: Ledger) -> None:
    ledger.fill(2)
    ledger.connection.execute("UPDATE ledger_head SET note = '', note_size = -1")
    assert (ledger.verify().ok, ledger.verify().signed) == (True, 0)
    ledger.integrate()
    assert (ledger.verify().ok, ledger.verify().signed) == (True, 2)
