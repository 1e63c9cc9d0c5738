"""An export is brought up to date in place, and never mixed with another log's."""

from pathlib import Path

import pytest

import rempart_verify
from rempart.ledger import export, store
from rempart.ledger.export import CannotExport
from tests.ledger.conftest import Ledger


def whole(ledger: Ledger, folder: Path) -> bool:
    return rempart_verify.main([str(folder), "--key", str(ledger.keys.verifier("acme"))]) == 0


@pytest.mark.parametrize("steps", [(1, 254, 1, 1), (600, 500)])
def test_an_older_export_is_brought_up_to_date(ledger: Ledger, tmp_path: Path, steps: tuple[int, ...]) -> None:
    total = 0
    for step in steps:
        ledger.fill(step)
        total += step
        assert export.export(ledger.connection, "acme", tmp_path / "out").size == total
        assert whole(ledger, tmp_path / "out")


def test_only_what_is_signed_is_exported(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append(*map(ledger.entry, range(10)))
    assert ledger.integrate(limit=10) == 10  # a full batch: its signature rides with the next one
    with pytest.raises(CannotExport, match="no signed checkpoint"):
        export.export(ledger.connection, "acme", tmp_path / "out")
    ledger.append(ledger.entry(10))
    assert ledger.integrate(limit=1) == 1
    assert export.export(ledger.connection, "acme", tmp_path / "out").size == 10
    assert whole(ledger, tmp_path / "out")


def test_another_folder_is_left_alone(ledger: Ledger, tmp_path: Path) -> None:
    ledger.fill(3)
    ledger.fill(3, org="other")
    export.export(ledger.connection, "other", tmp_path / "other")
    with pytest.raises(CannotExport, match="another log"):
        export.export(ledger.connection, "acme", tmp_path / "other")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter").write_text("dear")
    with pytest.raises(CannotExport, match="not empty"):
        export.export(ledger.connection, "acme", tmp_path / "papers")
    with pytest.raises(CannotExport, match="nobody"):
        export.export(ledger.connection, "nobody", tmp_path / "new")


def test_blobs_go_with_their_log(ledger: Ledger, tmp_path: Path) -> None:
    with store.writing(ledger.connection):
        held = store.put_blob(ledger.connection, "acme", b"large")
        store.put_blob(ledger.connection, "other", b"of someone else")
        store.append(ledger.connection, [ledger.entry(1, body=held)])
    ledger.integrate()
    export.export(ledger.connection, "acme", tmp_path / "out")
    assert [file.name for file in (tmp_path / "out" / "blob").iterdir()] == [held["blob"]["sha256"]]
    assert whole(ledger, tmp_path / "out")
