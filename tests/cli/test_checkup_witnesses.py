"""What `rempart doctor` says of the witnesses, from none to one that refuses."""

import importlib
from pathlib import Path

import pytest

from rempart.channel.place import database
from rempart.ledger import store
from rempart.ledger.stores import sqlite
from rempart.ledger.witness.signer import Cosigner
from rempart.ledger.witnesses import book
from rempart.ledger.witnesses.submit import Cosigned
from rempart.upkeep.checkup.record import witnesses_answer


def test_from_none_to_one_that_refuses(tmp_path: Path) -> None:
    assert witnesses_answer(tmp_path).state == "unknown"
    connection = sqlite.connect(database(tmp_path))
    with store.writing(connection):
        store.create(connection)
    assert (witnesses_answer(tmp_path).state, "Nobody cosigns" in witnesses_answer(tmp_path).reason) == ("advice", True)
    key = str(Cosigner("witness.example/w1", bytes(32)).key)
    with store.writing(connection):
        witness = book.add(connection, "http://127.0.0.1:9", key)
    assert witnesses_answer(tmp_path).reason == "No head has been cosigned yet."
    with store.writing(connection):
        book.note_cosigned(connection, "acme", witness, "note", 320, Cosigned("line", 1_800_000_000))
    found = witnesses_answer(tmp_path)
    assert (found.state, found.reason) == ("ok", "320 entries are cosigned, the newest at 2027-01-15T08:00:00Z.")
    with store.writing(connection):
        book.note_silent(connection, witness, "ConnectionRefusedError", 1)
    assert "does not answer" in witnesses_answer(tmp_path).reason
    with store.writing(connection):
        book.note_refused(connection, "acme", witness, "422: another root", 1)
    assert (witnesses_answer(tmp_path).state, "422" in witnesses_answer(tmp_path).reason) == ("failed", True)
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_the_tables_come_by_migration_as_well() -> None:
    """An installation of an earlier release has the ledger's tables and none of these. The migration's own two steps: all that came
    after it would be undone and done again by going through `migrate`, for minutes."""
    from django.db import connection

    from rempart.ledger.stores import tables_witness

    step = importlib.import_module("rempart.directory.store.migrations.0005_witness")
    with connection.schema_editor() as editor:
        step.drop(None, editor)
    assert not set(tables_witness.TABLES) & set(connection.introspection.table_names())
    with connection.schema_editor() as editor:
        step.create(None, editor)
    assert set(tables_witness.TABLES) <= set(connection.introspection.table_names())
