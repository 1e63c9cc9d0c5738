"""Withholding the oldest entries: into an archive first, said in the log, and not one hash or checkpoint changes."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import rempart_verify
from rempart.ledger import export, proof, prune, store, tile
from rempart.ledger.prune import CannotPrune, announce, let_go, withheld
from rempart.ledger.stores import sqlite
from tests.ledger.conftest import Ledger

FIRST = "DELETE FROM ledger_entry WHERE id IN (SELECT id FROM ledger_place WHERE idx < {})"
NOW = 1_800_000_000_000


def pruned(ledger: Ledger, archive: Path, below: int = 600, count: int = 1_000) -> int:
    ledger.fill(count)
    prune.archive(ledger.connection, "acme", archive)
    reached = announce(ledger.connection, "acme", below, archive, "acme", NOW)
    ledger.integrate()
    let_go(ledger.connection, "acme", reached)
    return reached


def test_the_tree_does_not_change(ledger: Ledger, tmp_path: Path) -> None:
    ledger.fill(1_000)
    archive = tmp_path / "archive"
    prune.archive(ledger.connection, "acme", archive)
    before = proof.inclusion(ledger.connection, "acme", 700)
    assert announce(ledger.connection, "acme", 600, archive, "acme", NOW) == 512
    ledger.integrate()
    head = store.head(ledger.connection, "acme")
    assert let_go(ledger.connection, "acme", 512) == 512
    assert store.head(ledger.connection, "acme") == head
    assert proof.inclusion(ledger.connection, "acme", 700).holds()
    assert proof.inclusion(ledger.connection, "acme", 700).entry == before.entry
    assert proof.consistency(ledger.connection, "acme", 300, 1_001)  # also within what is withheld
    found = ledger.verify()
    assert (found.ok, found.withheld, found.size) == (True, 512, 1_001)


def test_later_checkpoints_are_those_of_an_unpruned_log(file_ledger: Ledger, tmp_path: Path) -> None:
    """The same log, with and without pruning, signs the same from then on."""
    ledger = file_ledger
    ledger.fill(600)
    archive = tmp_path / "archive"
    prune.archive(ledger.connection, "acme", archive)
    announce(ledger.connection, "acme", 600, archive, "acme", NOW)
    ledger.integrate(now_ms=NOW)
    ledger.connection.execute("VACUUM INTO ?", (str(tmp_path / "twin"),))
    twin = replace(ledger, connection=sqlite.connect(tmp_path / "twin"))
    let_go(ledger.connection, "acme", 512)
    for one in (ledger, twin):
        one.append(*(one.entry(number) for number in range(300)))
        one.integrate(now_ms=NOW + 1)
    assert store.head(ledger.connection, "acme") == store.head(twin.connection, "acme")
    twin.connection.close()


def test_the_export_leaves_them_out_and_the_archive_keeps_them(ledger: Ledger, tmp_path: Path) -> None:
    archive, fresh = tmp_path / "archive", tmp_path / "fresh"
    pruned(ledger, archive)
    export.export(ledger.connection, "acme", fresh)
    assert not (fresh / tile.path("entries", 1)).exists()
    assert (fresh / tile.path("entries", 2)).exists()
    assert (fresh / tile.path("0", 1)).exists()
    prune.archive(ledger.connection, "acme", archive)  # brought up to date: still whole
    key = str(ledger.keys.verifier("acme"))
    assert rempart_verify.main([str(archive), "--key", key]) == 0


def test_a_second_round_goes_on_from_the_first(ledger: Ledger, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert pruned(ledger, archive, 300) == 256
    with pytest.raises(CannotPrune, match="nothing"):
        announce(ledger.connection, "acme", 300, archive, "acme", NOW)
    with pytest.raises(CannotPrune, match="archive that holds them"):
        prune.archive(ledger.connection, "acme", tmp_path / "another")
    prune.archive(ledger.connection, "acme", archive)
    assert announce(ledger.connection, "acme", 800, archive, "acme", NOW) == 768
    ledger.integrate()
    assert let_go(ledger.connection, "acme", 768) == 512
    assert withheld(ledger.connection, "acme") == 768
    assert ledger.verify().ok


def test_nothing_goes_before_it_is_in_the_archive_and_signed(ledger: Ledger, tmp_path: Path) -> None:
    ledger.fill(600)
    archive = tmp_path / "archive"
    with pytest.raises(CannotPrune, match="holds no export"):
        announce(ledger.connection, "acme", 512, archive, "acme", NOW)
    prune.archive(ledger.connection, "acme", archive)
    bundle = archive / tile.path("entries", 1)
    data = bytearray(bundle.read_bytes())
    data[400] ^= 1
    bundle.write_bytes(data)
    with pytest.raises(CannotPrune, match="not what this log holds"):
        announce(ledger.connection, "acme", 512, archive, "acme", NOW)
    prune.archive(ledger.connection, "acme", archive)
    announce(ledger.connection, "acme", 512, archive, "acme", NOW)
    with pytest.raises(CannotPrune, match="not under a signed checkpoint"):
        let_go(ledger.connection, "acme", 512)
    ledger.integrate()
    with pytest.raises(CannotPrune):  # further than was said
        let_go(ledger.connection, "acme", 513)
    assert let_go(ledger.connection, "acme", 512) == 512


def test_another_logs_archive_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    ledger.fill(300)
    ledger.fill(300, org="other")
    prune.archive(ledger.connection, "other", tmp_path / "archive")
    with pytest.raises(CannotPrune, match="other"):
        announce(ledger.connection, "acme", 256, tmp_path / "archive", "acme", NOW)


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM ledger_entry WHERE id IN (SELECT id FROM ledger_place WHERE idx = 600)",  # above what was said
        "DELETE FROM ledger_entry WHERE id IN (SELECT id FROM ledger_place WHERE idx <= 512)",
        "UPDATE ledger_place SET leaf = root FROM ledger_head WHERE idx = 5",
        "DELETE FROM ledger_place WHERE idx = 5",
        "UPDATE ledger_node SET hash = root FROM ledger_head WHERE idx = 0",
    ],
)
def test_withholding_hides_no_other_loss(ledger: Ledger, tmp_path: Path, attack: str) -> None:
    assert pruned(ledger, tmp_path / "archive") == 512
    ledger.connection.execute(attack)
    assert not ledger.verify().ok


@pytest.mark.parametrize("value", ["7", "'no bytes'", "zeroblob(31)"])
def test_a_withheld_hash_of_another_kind_of_value_is_a_break(file_ledger: Ledger, tmp_path: Path, value: str) -> None:
    """SQLite keeps whatever is put into a column."""
    assert pruned(file_ledger, tmp_path / "archive") == 512
    file_ledger.connection.execute(f"UPDATE ledger_place SET leaf = {value} WHERE idx = 5")
    found = file_ledger.verify()
    assert (found.ok, found.index) == (False, 5)


def test_missing_entries_that_nobody_announced_are_a_break(ledger: Ledger) -> None:
    ledger.fill(600)
    ledger.connection.execute(FIRST.format(256))
    found = ledger.verify()
    assert (found.ok, found.index) == (False, 0)


def test_killed_in_the_middle_it_goes_on(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.fill(600)
    archive = tmp_path / "archive"
    prune.archive(ledger.connection, "acme", archive)
    announce(ledger.connection, "acme", 512, archive, "acme", NOW)
    ledger.integrate()
    ledger.connection.execute(FIRST.format(100))  # as far as a killed run had come
    assert ledger.verify().withheld == 100
    assert let_go(ledger.connection, "acme", 512) == 412
    shutil.rmtree(archive)
    assert ledger.verify().withheld == 512


def test_a_stranger_is_told_what_is_withheld(
    ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger.fill(300)
    export.export(ledger.connection, "acme", tmp_path / "earlier")
    pruned(ledger, tmp_path / "archive")
    export.export(ledger.connection, "acme", tmp_path / "fresh")
    given = [str(tmp_path / "fresh"), "--key", str(ledger.keys.verifier("acme"))]
    assert rempart_verify.main([*given, "--since", str(tmp_path / "earlier" / "checkpoint")]) == 0
    assert "Entries 0 to 511 are withheld; proofs hold." in capsys.readouterr().out


@pytest.mark.parametrize("harm", ["one more", "in the middle", "hash", "unsaid"])
def test_a_stranger_is_fooled_by_no_other_gap(ledger: Ledger, tmp_path: Path, harm: str) -> None:
    pruned(ledger, tmp_path / "archive")
    fresh = tmp_path / "fresh"
    if harm in ("in the middle", "unsaid"):
        fresh = tmp_path / "archive"  # whole, so far
        prune.archive(ledger.connection, "acme", fresh)
        (fresh / tile.path("entries", 1 if harm == "in the middle" else 2)).unlink()
        if harm == "unsaid":
            for index in (0, 1):
                (fresh / tile.path("entries", index)).unlink()
    else:
        export.export(ledger.connection, "acme", fresh)
    if harm == "one more":
        (fresh / tile.path("entries", 2)).unlink()
    if harm == "hash":
        leaves = fresh / tile.path("0", 0)
        leaves.write_bytes(bytes(32) + leaves.read_bytes()[32:])
    assert rempart_verify.main([str(fresh), "--key", str(ledger.keys.verifier("acme"))]) == 1
