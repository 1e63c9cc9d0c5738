"""One flipped bit in any column of any table that the record rests on: found, and where an entry is hit, its index named."""

import random
from dataclasses import dataclass
from typing import Any

import pytest

from rempart.ledger import store
from rempart.ledger.store import FAULTS
from tests.ledger import attacks
from tests.ledger.conftest import Ledger

COLUMNS = {
    "ledger_entry": ("id", "log", "kind", "org", "subject_kind", "subject_id", "at_ms", "front", "tail"),
    "ledger_place": ("id", "log", "idx", "recorded_ms", "leaf"),
    "ledger_node": ("log", "level", "idx", "hash"),
    "ledger_head": ("size", "root", "frontier", "recorded_ms", "epoch", "note", "note_size"),
    "ledger_cursor": ("origin", "epoch", "seq"),
    "ledger_epoch": ("epoch",),
}
KEYS = {"ledger_node": "level, idx", "ledger_entry": "id", "ledger_place": "id"}
BITS_OF_NUMBERS = 31


def flipped(value: Any, chance: random.Random) -> Any:
    """The value with one bit turned over; text stays text."""
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(BITS_OF_NUMBERS))
    if isinstance(value, bytes):
        at = chance.randrange(len(value))
        return value[:at] + bytes([value[at] ^ (1 << chance.randrange(8))]) + value[at + 1 :]
    at = chance.randrange(len(value))
    return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]


@dataclass
class Flip:
    """One bit of one column of one row, drawn by chance; `index` is that of the entry that is hit, None for none."""

    ledger: Ledger
    table: str
    column: str
    row: dict[str, Any]
    other: Any
    index: int | None

    def swap(self, to: Any) -> None:
        where = " AND ".join(f"{name} = ?" for name in self.row)
        with store.writing(self.ledger.connection):
            self.ledger.connection.execute(
                f"UPDATE {self.table} SET {self.column} = ? WHERE {where}", (to, *self.row.values())
            )
        self.row[self.column] = to

    @property
    def is_harmless(self) -> bool:
        """What an older integrator remembered, and numbers left out, decide nothing about what is recorded."""
        raised = self.other > self.row[self.column]
        return {("ledger_head", "epoch"): not raised, ("ledger_epoch", "epoch"): raised}.get(
            (self.table, self.column), (self.table, self.column) == ("ledger_cursor", "seq") and raised
        )


def drawn(ledger: Ledger, table: str, column: str, chance: random.Random) -> Flip:
    names = COLUMNS[table]
    rows = ledger.connection.execute(
        f"SELECT {', '.join(names)} FROM {table} ORDER BY {KEYS.get(table, '1')}"
    ).fetchall()
    row = chance.choice(rows)
    index = rows.index(row) if table in ("ledger_entry", "ledger_place") else None
    said = dict(zip(names, row, strict=True))
    return Flip(ledger, table, column, said, flipped(said[column], chance), index)


@pytest.mark.parametrize(("table", "column"), [(table, name) for table, names in COLUMNS.items() for name in names])
def test_a_flipped_bit_is_found(ledger: Ledger, table: str, column: str) -> None:
    ledger.fill(300)
    for seed in range(4):
        flip = drawn(ledger, table, column, random.Random(f"{table} {column} {seed}"))
        before, harmless = flip.row[column], flip.is_harmless
        try:
            flip.swap(flip.other)
        except FAULTS:
            continue  # the database refuses: such a number stands there already, or belongs to no month
        found = ledger.verify()
        assert not found.ok or harmless, f"{table}.{column} of entry {flip.index}: {before!r} to {flip.other!r}"
        if flip.index is not None:
            assert found.index is not None, found
            assert found.index <= flip.index + 1, found
        flip.swap(before)
        assert ledger.verify().ok


@pytest.mark.parametrize("attack", attacks.ALL, ids=lambda attack: attack.__name__)
def test_an_export_of_what_was_attacked_does_not_pass_either(
    file_ledger: Ledger, attack: attacks.Attack, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whoever overlooks it here hands out an export that a stranger's checker refuses, or the untouched signed history."""
    import rempart_verify
    from rempart.ledger import export

    folder = tmp_path_factory.mktemp("out")
    file_ledger.fill(attacks.SIZE)
    export.export(file_ledger.connection, "acme", folder / "before")
    with store.writing(file_ledger.connection):
        attack(file_ledger.connection)
    try:
        export.export(file_ledger.connection, "acme", folder / "after")
    except (ValueError, OverflowError, TypeError):
        return  # could not even be written
    verdict = rempart_verify.main([str(folder / "after"), "--key", str(file_ledger.keys.verifier("acme"))])
    untouched = {file.name: file.read_bytes() for file in (folder / "before").rglob("*") if file.is_file()}
    same = {file.name: file.read_bytes() for file in (folder / "after").rglob("*") if file.is_file()} == untouched
    assert verdict != 0 or same
