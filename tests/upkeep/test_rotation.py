"""A replaced session key signs nobody out, and is worth nothing a day later."""

import time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import signing
from django.test import Client

from rempart.console.secret import OLD_HOURS, Fallbacks, replace_secret, secret_key
from rempart.upkeep.rotation.sessions import UNIT
from tests.cast import Cast
from tests.contracts.stranger import Stranger
from tests.upkeep import folder


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def test_the_old_key_is_accepted_for_a_day(tmp_path: Path) -> None:
    first = secret_key(tmp_path)
    UNIT.rotate(tmp_path, now_ms())
    second = secret_key(tmp_path)
    UNIT.rotate(tmp_path, now_ms())
    third = secret_key(tmp_path)
    assert len({first, second, third}) == 3
    assert list(Fallbacks(tmp_path)) == [first, second]
    assert all(file.stat().st_mode & 0o077 == 0 for file in tmp_path.iterdir())
    replace_secret(tmp_path, now_ms() + OLD_HOURS * 3_600_000 + 1)  # a day later
    assert list(Fallbacks(tmp_path)) == [third]


def test_a_running_process_stops_accepting_it_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = secret_key(tmp_path)
    replace_secret(tmp_path, now_ms())
    accepted = Fallbacks(tmp_path)
    assert list(accepted) == [first]
    later = time.time_ns() + (OLD_HOURS * 3_600 + 1) * 1_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later)
    assert list(accepted) == []


@pytest.mark.django_db
def test_nobody_is_signed_out(client: Client, cast_: Cast, tmp_path: Path, settings: LazySettings) -> None:
    settings.SECRET_KEY = secret_key(tmp_path)
    settings.SECRET_KEY_FALLBACKS = Fallbacks(tmp_path)
    client.force_login(cast_.alice)
    signed = signing.dumps("x")
    replace_secret(tmp_path, now_ms())
    settings.SECRET_KEY = secret_key(tmp_path)
    settings.SECRET_KEY_FALLBACKS = Fallbacks(tmp_path)
    assert client.get("/organisation/").status_code == 200
    assert signing.loads(signed) == "x"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(signing.BadSignature):
        signing.loads(signed)


@pytest.mark.slow
def test_the_command_says_so_in_the_record(tmp_path: Path) -> None:
    folder.furnish(tmp_path / "data")
    person = Stranger(tmp_path / "data")
    before = (person.data / "session.key").read_text()
    said = person.run("rotate-key", "--sessions", "--json")
    assert (said.code, said.document["key"]) == (0, "sessions")
    assert (person.data / "session.key").read_text() != before
    assert folder.rows(person.data, "SELECT count(*) FROM ledger_entry WHERE kind = 'upkeep.key.rotated'") == [(1,)]
    assert person.run("rotate-key").code == 2


@pytest.mark.slow
@pytest.mark.parametrize(("key", "file"), [("settings", "settings.key"), ("persons", "persons.keys")])
def test_the_other_keys_are_replaced_too(tmp_path: Path, key: str, file: str) -> None:
    folder.furnish(tmp_path / "data")
    person = Stranger(tmp_path / "data")
    for word in ("first", "second"):  # the first may be the one that makes the file
        said = person.run("rotate-key", f"--{key}", "--json")
        assert (said.code, said.document["key"]) == (0, key), word
    before = (person.data / "keys" / file).read_bytes()
    assert person.run("rotate-key", f"--{key}").code == 0
    assert (person.data / "keys" / file).read_bytes() != before
    assert person.run("ledger", "verify").code == 0
