"""Small secret files: tight, whole, and the first one stays."""

from pathlib import Path

from rempart.ledger import durable


def test_the_first_writer_wins_and_nothing_is_left_lying(tmp_path: Path) -> None:
    file = tmp_path / "key"
    durable.write_once(file, b"first")
    durable.write_once(file, b"second")
    assert file.read_bytes() == b"first"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_putting_replaces_with_tight_rights(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_bytes(b"open to all")
    file.chmod(0o644)
    durable.put(file, b"new")
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]
