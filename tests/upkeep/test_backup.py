"""A backup in use is consistent, holds no key of a person, and says which of its bytes was altered."""

import contextlib
import random
import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from rempart.channel.place import DATABASE, database
from rempart.ledger import keys, store
from rempart.ledger.stores import sqlite
from rempart.ledger.verify import verify
from rempart.upkeep import backup, envelope, manifest, places, remove
from rempart.upkeep.manifest import Damaged
from tests.upkeep import folder

NOW = 1_800_000_000_000
WORDS = b"granite-not-gravel-5"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder.furnish(tmp_path / "data")
    return tmp_path / "data"


def person_keys(state: Path) -> list[bytes]:
    return [bytes(key) for (key,) in folder.rows(state, "SELECT key FROM ledger_person_key")]


def test_the_data_hold_no_key_and_the_keys_no_data(state: Path) -> None:
    data, seals = backup.back_up(state, NOW)
    secrets = [*person_keys(state), (state / keys.KEY_FILE).read_bytes(), b"session-key-canary", b"session-canary"]
    assert len(secrets) == 5
    everything = b"".join(file.read_bytes() for file in data.folder.rglob("*") if file.is_file())
    assert [secret for secret in (*secrets, b"link-canary") if secret in everything] == []
    assert b"Bob Canary" in everything
    kept = b"".join(file.read_bytes() for file in seals.folder.rglob("*") if file.is_file())
    assert all(secret in kept for secret in secrets[:4])
    assert b"Canary" not in kept
    assert all(entry.stat().st_mode & 0o077 == 0 for entry in (data.folder, data.folder.parent, seals.folder))


def test_a_copy_made_while_others_write_is_one_moment(state: Path) -> None:
    stop = threading.Event()

    def keep_writing() -> None:
        while not stop.is_set():
            folder.write(state, 20)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        made = [backup.back_up(state, NOW + number)[0] for number in range(5)]
    finally:
        stop.set()
        writer.join()
    signing = keys.load(state)
    for one in made:
        manifest.check(one.folder, one.manifest, lambda *_: None)
        with contextlib.closing(sqlite.connect_to_read(one.folder / DATABASE)) as connection:
            found = verify(connection, folder.ORG, signing.verifier(folder.ORG))
            assert found.ok, found.reason
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            head = store.head(connection, folder.ORG)
            assert head is not None
            assert one.manifest.heads[folder.ORG].size == head.size


def test_the_copy_has_every_object_and_goes_on_counting(state: Path) -> None:
    data, _ = backup.back_up(state, NOW)
    query = "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"
    with contextlib.closing(sqlite3.connect(data.folder / DATABASE)) as copy:
        assert copy.execute(query).fetchall() == folder.rows(state, query)
        counted = "SELECT seq FROM sqlite_sequence WHERE name = 'ledger_entry'"
        assert copy.execute(counted).fetchall() == folder.rows(state, counted)


@pytest.mark.parametrize("words", [None, WORDS])
def test_a_flipped_byte_is_found_and_named(state: Path, words: bytes | None) -> None:
    made, _ = backup.back_up(state, NOW, words=words)
    chance = random.Random(5)
    for file in sorted(path for path in made.folder.rglob("*") if path.is_file()):
        good = file.read_bytes()
        at = chance.randrange(len(good))
        file.write_bytes(good[:at] + bytes([good[at] ^ 1 << chance.randrange(8)]) + good[at + 1 :])
        with pytest.raises(Damaged, match=file.name if file.name != manifest.DIGEST else manifest.FILE):
            manifest.check(made.folder, manifest.read(made.folder), lambda *_: None)
        file.write_bytes(good)
    manifest.check(made.folder, manifest.read(made.folder), lambda *_: None)


def test_a_missing_file_and_a_way_out_are_told(state: Path, tmp_path: Path) -> None:
    made, _ = backup.back_up(state, NOW)
    (made.folder / DATABASE).unlink()
    with pytest.raises(Damaged, match="is missing"):
        manifest.check(made.folder, manifest.read(made.folder), lambda *_: None)
    for name in ("../x", "/etc/passwd", "a/../../x", ""):
        with pytest.raises(Damaged, match="no file of a backup"):
            manifest.within(made.folder, name)


def test_sealed_pieces_cannot_be_cut_or_reordered(tmp_path: Path) -> None:
    key = bytes(range(32))
    clear, sealed, back = (tmp_path / name for name in ("clear", "sealed", "back"))
    for size in (0, 1, envelope.PIECE, envelope.PIECE + 1, 3 * envelope.PIECE):
        clear.write_bytes(random.Random(size).randbytes(size))
        envelope.seal_file(clear, sealed, key)
        envelope.open_file(sealed, back, key)
        assert back.read_bytes() == clear.read_bytes()
    whole, head, step = (
        sealed.read_bytes(),
        len(envelope.MAGIC) + envelope.SALT_BYTES,
        envelope.PIECE + envelope.TAG_BYTES,
    )
    for altered in (
        whole[: head + step],
        whole[: head + 2 * step],
        whole[:-1],
        whole[:head] + whole[head + step : head + 2 * step] + whole[head : head + step] + whole[head + 2 * step :],
        whole + whole[-step:],
    ):
        sealed.write_bytes(altered)
        with pytest.raises(Damaged):
            envelope.open_file(sealed, back, key)


def test_a_sealed_backup_shows_nothing(state: Path) -> None:
    data, seals = backup.back_up(state, NOW, words=WORDS)
    for made in (data, seals):
        text = b"".join(file.read_bytes() for file in made.folder.rglob("*") if file.is_file())
        assert b"Canary" not in text
        assert b"canary" not in text
        assert b"SQLite format" not in text
    assert data.manifest.seal is not None
    with pytest.raises(envelope.WrongPassphrase):
        envelope.demand(data.manifest, envelope.key_of(b"another-passphrase", data.manifest.seal))


def test_what_a_killed_backup_left_is_cleared_away(state: Path) -> None:
    left = places.data_backups(state) / f"{backup.HALF}12345"
    left.mkdir(parents=True)
    (left / DATABASE).write_bytes(b"half")
    made, _ = backup.back_up(state, NOW)
    assert not left.exists()
    assert [one.folder for one in backup.made_in(places.data_backups(state))] == [made.folder]


def test_old_ones_go_and_keys_go_after_thirty_days(state: Path) -> None:
    day = 86_400_000
    for number in range(10):
        backup.back_up(state, NOW + number * 5 * day)
    foreign = places.data_backups(state) / "holiday"
    foreign.mkdir()
    backup.prune(state, NOW + 9 * 5 * day)
    assert len(backup.made_in(places.data_backups(state))) == backup.KEEP
    kept = [one.folder.name for one in backup.made_in(places.key_backups(state), "keys")]
    assert kept == [places.stamp(NOW + number * 5 * day) for number in range(3, 10)]
    assert foreign.exists()
    backup.prune(state, NOW + 60 * day)  # whom somebody erased stands in no copy after a month, however few there are
    assert [one.folder.name for one in backup.made_in(places.data_backups(state))] == [
        places.stamp(NOW + number * 5 * day) for number in range(6, 10)
    ]
    backup.prune(state, NOW + 400 * day)
    assert len(backup.made_in(places.data_backups(state))) == 1  # the only way back is never taken away


def test_what_a_move_put_aside_goes_after_thirty_days_and_with_the_installation(state: Path) -> None:
    aside = state / f"{DATABASE}.before-1"
    aside.write_bytes(b"keys of persons")
    now_ms = time.time_ns() // 1_000_000
    backup.prune(state, now_ms + 29 * 86_400_000)
    assert aside.exists()
    assert aside in remove.plan(state, erase_data=True).data
    backup.prune(state, now_ms + 31 * 86_400_000)
    assert not aside.exists()


def test_no_room_is_told_before_anything_is_written(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 0))
    with pytest.raises(backup.NoRoom, match="needs about"):
        backup.back_up(state, NOW)
    assert list(places.key_backups(state).iterdir()) == []


def test_data_and_keys_never_share_a_folder(state: Path, tmp_path: Path) -> None:
    with pytest.raises(backup.NoRoom, match="two folders"):
        backup.back_up(state, NOW, to=tmp_path / "both", keys_to=tmp_path / "x" / ".." / "both")
    assert database(state).exists()
