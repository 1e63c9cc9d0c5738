"""Published documents: followed without Django, kept in a file, served without the database."""

from pathlib import Path

import pytest

from rempart.channel import database, desired
from rempart.channel.desired import Follower
from rempart.ledger import store


def publish(state: Path, content: dict[str, int]) -> int:
    connection = database.connect(state)
    with store.writing(connection):
        version = desired.publish(connection, "guard", content)
    connection.close()
    return version


def test_a_follower_sees_each_new_version_once(state: Path) -> None:
    follower = Follower(state, "guard", state / "guard.json")
    assert not follower.poll()
    assert follower.current is None
    assert publish(state, {"limit": 1}) == 1
    assert follower.poll()
    assert not follower.poll()
    assert publish(state, {"limit": 1}) == 1  # the same content is no new version
    assert not follower.poll()
    assert publish(state, {"limit": 2}) == 2
    assert follower.poll()
    assert follower.current is not None
    assert (follower.current.version, follower.current.content) == (2, {"limit": 2})
    follower.close()


def test_it_starts_from_its_file_when_the_database_is_away(state: Path) -> None:
    publish(state, {"limit": 1})
    first = Follower(state, "guard", state / "guard.json")
    assert first.poll()
    first.close()
    away = Follower(state / "nowhere", "guard", state / "guard.json")
    assert away.current == first.current
    assert not away.poll()
    assert away.current == first.current


def test_a_file_cut_short_is_fetched_again(state: Path) -> None:
    publish(state, {"limit": 1})
    (state / "guard.json").write_bytes(b'{"name": "gu\xff')
    follower = Follower(state, "guard", state / "guard.json")
    assert follower.current is None
    assert follower.poll()
    follower.close()


def test_limits(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = database.connect(state)
    with pytest.raises(store.NoTransaction):
        desired.publish(connection, "guard", {})
    monkeypatch.setattr(desired, "DOCUMENT_MAX_BYTES", 3)
    with store.writing(connection), pytest.raises(ValueError, match="at most"):
        desired.publish(connection, "guard", {"a": 1})
    connection.close()
