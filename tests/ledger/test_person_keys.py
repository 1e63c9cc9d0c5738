"""Person keys are wrapped; the master can be changed at any moment; their backup forgets after 30 days."""

import base64
import os
import shlex
import stat
import sys
from pathlib import Path

import pytest

from rempart.ledger import commitment, person_keys, person_keys_backup, tombstones
from rempart.ledger.person_keys_backup import BadBackup, expire, export_keys, import_keys
from rempart.ledger.person_keys_master import COMMAND, KEY_FILE, CommandKms, FileKms, KmsTrouble, of_state
from rempart.ledger.store import writing
from rempart.ledger.stores import sqlite
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject
from tests.ledger.conftest import Ledger

FIELDS = {"note": "Zéphyrine-4711"}
NOW = 1_800_000_000_000
DAY_MS = DAY_S * 1000
# A key service that can be told to be away; it turns bytes around, which is enough to see who did what.
SERVICE = """
import sys
from pathlib import Path
here = Path(sys.argv[1])
if (here / "away").exists():
    sys.exit(1)
with (here / "asked").open("a") as out:
    out.write(sys.argv[2] + "\\n")
data = sys.stdin.buffer.read()
sys.stdout.buffer.write(b"sealed:" + data[::-1] if sys.argv[2] == "wrap" else data[7:][::-1])
"""


def seal(ledger: Ledger, *people: str) -> dict[str, str]:
    with writing(ledger.connection):
        return {one: commitment.seal(ledger.connection, one, "contact", FIELDS) for one in people}


def held(ledger: Ledger, person: str) -> bytes:
    (row,) = ledger.connection.execute("SELECT key FROM ledger_person_key WHERE person = ?", (person,))
    return bytes(row[0])


def readable(ledger: Ledger, made: dict[str, str]) -> bool:
    return all(commitment.unseal(ledger.connection, one) == FIELDS for one in made.values())


def test_no_key_opens_without_the_master(ledger: Ledger, tmp_path: Path) -> None:
    made = seal(ledger, "ada")
    (tmp_path / KEY_FILE).rename(tmp_path / "elsewhere")
    with pytest.raises(KmsTrouble, match="put it back"):
        commitment.unseal(ledger.connection, made["ada"])
    (tmp_path / "elsewhere").rename(tmp_path / KEY_FILE)
    assert readable(ledger, made)


def test_the_master_is_the_owners_alone(ledger: Ledger, tmp_path: Path) -> None:
    seal(ledger, "ada")
    person_keys.rotate(ledger.connection)
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / KEY_FILE).parent.stat().st_mode) == 0o700


def test_a_wrapped_key_belongs_to_one_person(tmp_path: Path) -> None:
    """Whoever swaps rows gets nothing open."""
    kms = FileKms(tmp_path)
    wrapped = kms.wrap("ada", b"k" * 32)
    assert kms.unwrap("ada", wrapped) == b"k" * 32
    for person, data in (("bob", wrapped), ("ada", wrapped[:-1] + bytes([wrapped[-1] ^ 1])), ("ada", b"k" * 31)):
        with pytest.raises(KmsTrouble):
            kms.unwrap(person, data)


def test_plain_keys_of_the_first_release_are_wrapped_and_stay_readable(file_ledger: Ledger) -> None:
    ledger = file_ledger
    made = seal(ledger, "ada", "bob")
    plain = person_keys.existing(ledger.connection, "ada")
    assert plain is not None
    ledger.connection.execute("UPDATE ledger_person_key SET key = ? WHERE person = 'ada'", (plain,))
    assert readable(ledger, made)
    assert person_keys.rewrap(ledger.connection) == (1, 0)
    assert held(ledger, "ada") != plain
    assert readable(ledger, made)
    assert person_keys.rewrap(ledger.connection) == (0, 0)
    for file in ledger.state.glob("rempart.sqlite3*"):
        assert plain not in file.read_bytes()


def test_a_rotation_that_is_killed_goes_on(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [f"p{number:04}" for number in range(450)]
    made = seal(ledger, *people)
    before = FileKms(ledger.state).id()
    monkeypatch.setattr(person_keys, "BATCH", 100)
    replace, calls = person_keys._replace, []

    def killed(connection: object, ready: list[tuple[bytes, str, bytes]]) -> int:
        calls.append(len(ready))
        if len(calls) == 3:
            raise KeyboardInterrupt
        return replace(ledger.connection, ready)

    monkeypatch.setattr(person_keys, "_replace", killed)
    with pytest.raises(KeyboardInterrupt):
        person_keys.rotate(ledger.connection)
    monkeypatch.setattr(person_keys, "_replace", replace)
    under_old = sum(held(ledger, one)[1:9] == before for one in people)
    assert under_old == 250
    assert readable(ledger, made)  # in the middle of it
    assert person_keys.rewrap(ledger.connection) == (250, 0)
    assert not any(held(ledger, one)[1:9] == before for one in people)
    assert FileKms(ledger.state).retire(2**62) == 1
    assert readable(ledger, made)


def test_erased_during_a_rotation_stays_erased(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    seal(ledger, "ada", "bob")
    replace = person_keys._replace

    def late(connection: object, ready: list[tuple[bytes, str, bytes]]) -> int:
        with writing(ledger.connection):
            commitment.erase(ledger.connection, "ada")
        return replace(ledger.connection, ready)

    monkeypatch.setattr(person_keys, "_replace", late)
    assert person_keys.rotate(ledger.connection).done == 1
    assert person_keys.existing(ledger.connection, "ada") is None


def test_a_missing_master_blocks_nobody_else(ledger: Ledger, tmp_path: Path) -> None:
    made = seal(ledger, "ada")
    (tmp_path / KEY_FILE).unlink()
    other = seal(ledger, "bob")
    person_keys.rotate(ledger.connection)
    assert person_keys.rewrap(ledger.connection) == (0, 1)
    assert readable(ledger, other)
    with pytest.raises(KmsTrouble):
        commitment.unseal(ledger.connection, made["ada"])


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "kms.py").write_text(SERVICE)
    monkeypatch.setenv(COMMAND, f"{sys.executable} {tmp_path / 'kms.py'} {tmp_path}")
    return tmp_path


def test_the_operators_command_holds_the_master(ledger: Ledger, service: Path) -> None:
    """From the file to a key service: the next master is sealed, and no key stands in the file in clear."""
    made = seal(ledger, "ada")
    kms = of_state(service)
    assert isinstance(kms, CommandKms)
    assert person_keys.rotate(ledger.connection, kms) == (1, 0)
    assert kms.retire(2**62) == 1
    text = (service / KEY_FILE).read_text()
    assert "+command+" in text
    assert "+file+" not in text
    assert base64.b64decode(text.split("+", 5)[5]).startswith(b"sealed:")
    asked = (service / "asked").read_text()
    fresh = of_state(service)
    for _ in range(5):
        assert commitment.unseal(ledger.connection, made["ada"], fresh) == FIELDS
    assert (service / "asked").read_text() == asked + "unwrap\n"  # once a process
    with pytest.raises(KmsTrouble, match=COMMAND):
        commitment.unseal(ledger.connection, made["ada"], FileKms(service))


def test_a_key_service_that_is_away_is_said_and_nothing_is_written(ledger: Ledger, service: Path) -> None:
    (service / "away").touch()
    with writing(ledger.connection), pytest.raises(KmsTrouble, match="could not wrap"):
        commitment.seal(ledger.connection, "ada", "contact", FIELDS, of_state(service))
    assert ledger.connection.execute("SELECT count(*) FROM ledger_person_key").fetchone() == (0,)
    assert not (service / KEY_FILE).exists()


@pytest.mark.parametrize("command", ["true", "sh -c 'cat /dev/zero'", "/no/such/program"])
def test_a_key_service_that_lies_is_noticed(tmp_path: Path, command: str) -> None:
    with pytest.raises(KmsTrouble):
        CommandKms(tmp_path, shlex.split(command)).id()
    assert not (tmp_path / KEY_FILE).exists()


def test_keys_come_back_from_their_own_backup(ledger: Ledger, tmp_path: Path) -> None:
    made = seal(ledger, "ada", "bob")
    file = export_keys(ledger.connection, tmp_path / "keys-out", NOW)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert person_keys.existing(ledger.connection, "ada") not in file.read_bytes()
    ledger.connection.execute("DELETE FROM ledger_person_key")
    assert commitment.unseal(ledger.connection, made["ada"]) is None
    assert import_keys(ledger.connection, file) == (2, 0)
    assert import_keys(ledger.connection, file) == (0, 0)
    assert readable(ledger, made)


def test_an_older_backup_of_keys_does_not_bring_an_erased_person_back(ledger: Ledger, tmp_path: Path) -> None:
    made = seal(ledger, "ada", "bob")
    file = export_keys(ledger.connection, tmp_path / "keys-out", NOW)
    with writing(ledger.connection):
        commitment.erase(ledger.connection, "ada", NOW + 1)
    newer = export_keys(ledger.connection, tmp_path / "keys-out", NOW + 2)
    ledger.connection.execute("DELETE FROM ledger_person_key")
    assert import_keys(ledger.connection, file) == (1, 1)
    assert commitment.unseal(ledger.connection, made["ada"]) is None
    assert person_keys_backup.read_tombstones(newer) == {"ada": NOW + 1}


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "other", "swap"])
def test_a_damaged_backup_changes_nothing(ledger: Ledger, tmp_path: Path, harm: str) -> None:
    seal(ledger, "ada", "bob")
    file = export_keys(ledger.connection, tmp_path / "keys-out", NOW)
    lines = file.read_bytes().splitlines(keepends=True)
    harmed = {
        "cut": lines[:-1],
        "flip": [lines[0], lines[1].replace(b"ada", b"bob"), *lines[2:]],
        "empty": [],
        "other": [b"x" * 10_000],
        "swap": [lines[0], lines[2], lines[1], lines[3]],
    }[harm]
    file.write_bytes(b"".join(harmed))
    ledger.connection.execute("DELETE FROM ledger_person_key")
    with pytest.raises(BadBackup):
        import_keys(ledger.connection, file)
    assert ledger.connection.execute("SELECT count(*) FROM ledger_person_key").fetchone() == (0,)


def test_a_backup_under_masters_that_are_gone_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    seal(ledger, "ada")
    file = export_keys(ledger.connection, tmp_path / "keys-out", NOW)
    with pytest.raises(BadBackup, match="master key"):
        import_keys(ledger.connection, file, FileKms(tmp_path / "another"))


def test_backups_of_keys_go_after_thirty_days(ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "keys-out"
    for days in (0, 10, 29, 30, 31):
        export_keys(ledger.connection, folder, NOW - days * DAY_MS)
    (folder / "tmpleft").touch()
    os.utime(folder / "tmpleft", (0, 0))
    (folder / "mine.txt").touch()
    assert expire(folder, NOW) == 3
    assert [(NOW - made) // DAY_MS for made, _ in person_keys_backup.backups(folder)] == [29, 10, 0]
    assert expire(folder, NOW + 365 * DAY_MS, days=400) == 3  # nobody keeps them longer
    assert [file.name for file in folder.iterdir()] == ["mine.txt"]
    assert expire(tmp_path / "nowhere", NOW) == 0


def test_an_ordinary_copy_holds_no_key(file_ledger: Ledger, tmp_path: Path) -> None:
    ledger = file_ledger
    seal(ledger, "ada")
    wrapped = held(ledger, "ada")
    ledger.connection.execute("VACUUM INTO ?", (str(tmp_path / "copy.sqlite3"),))
    copy = sqlite.connect(tmp_path / "copy.sqlite3")
    assert wrapped in (tmp_path / "copy.sqlite3").read_bytes()
    person_keys.leave_out(copy)
    copy.close()
    for file in tmp_path.glob("copy.sqlite3*"):
        assert wrapped not in file.read_bytes()
    assert held(ledger, "ada") == wrapped


def test_tombstones_are_replayed_from_file_entries_and_elsewhere(ledger: Ledger, tmp_path: Path) -> None:
    seal(ledger, "ada", "bob", "cid", "dee")
    with writing(ledger.connection):
        commitment.erase(ledger.connection, "ada", 7)
    assert tombstones.keep(ledger.connection, tmp_path) == 1
    assert tombstones.keep(ledger.connection, tmp_path) == 0
    ledger.connection.execute("DELETE FROM ledger_erasure")  # as last week's copy of the database
    seal(ledger, "ada")
    ledger.append(ledger.entry(1, kind="person.erased", subject=Subject("person", "bob"), at_ms=8))
    ledger.integrate()
    assert tombstones.replay(ledger.connection, tmp_path, ("person.erased",), {"cid": 9}) == ["ada", "bob", "cid"]
    assert tombstones.in_database(ledger.connection) == {"ada": 7, "bob": 8, "cid": 9}
    assert tombstones.in_file(tmp_path) == {"ada": 7, "bob": 8, "cid": 9}
    assert person_keys.existing(ledger.connection, "dee") is not None
    assert tombstones.replay(ledger.connection, tmp_path, ("person.erased",)) == []
    with writing(ledger.connection), pytest.raises(commitment.Erased):
        commitment.seal(ledger.connection, "bob", "contact", FIELDS)


def test_a_torn_line_costs_no_other(ledger: Ledger, tmp_path: Path) -> None:
    with writing(ledger.connection):
        commitment.erase(ledger.connection, "ada", 7)
    tombstones.keep(ledger.connection, tmp_path)
    with (tmp_path / tombstones.FILE).open("ab") as out:
        out.write(b"171234")
    with writing(ledger.connection):
        commitment.erase(ledger.connection, "bob", 8)
    tombstones.keep(ledger.connection, tmp_path)
    assert tombstones.in_file(tmp_path) == {"ada": 7, "bob": 8}
