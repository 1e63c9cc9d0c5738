"""A site behind a real sshd: files by SFTP, the dump by the server's own program, and what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.wordpress.mariadb import Server, create
from rempart.backup.net import snapshot
from rempart.backup.sources.sftp import UNIT
from rempart.channel.source import Origin, Trouble
from tests.backup.house import Desk, fill, tree
from tests.servers.sshd import Sshd, sshd

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """One for the file."""
    with sshd(tmp_path_factory.mktemp("sshd")) as found:
        yield found


def origin(door: Sshd, folder: Path, **more: str) -> Origin:
    """As a person types it."""
    given = {
        "host": "127.0.0.1", "port": str(door.port), "user": door.user, "host_key": door.host_key,
        "private_key": door.private_key, "folder": str(folder), "engine": "none", **more,
    }  # fmt: skip
    return Origin("site", "https://x.example", given, allow_private=True)


def test_files_and_dump_come_and_what_is_unchanged_comes_once(door: Sshd, tmp_path: Path) -> None:
    fill(tmp_path / "site", 15, 4)
    (tmp_path / "site" / "out").symlink_to("/etc/passwd")
    create(tmp_path / "db")
    with Server(tmp_path / "db") as server:
        server.sql(
            "CREATE DATABASE shop; CREATE TABLE shop.t (a INT PRIMARY KEY, s TEXT); INSERT INTO shop.t VALUES (1,'x')"
        )
        there = origin(
            door, tmp_path / "site", engine="mysql", db_name="shop", db_user="root", db_socket=str(server.socket)
        )
        assert UNIT.check(there, Desk()).missing == ()
        made = snapshot.ready(UNIT, there, tmp_path / "work", Desk())
        assert [(table.name, table.rows) for table in made.copied.tables] == [("t", 1)]
        copied = tree(made.copied.files)
        live = {name: seen for name, seen in tree(tmp_path / "site").items() if not seen.startswith("->")}
        assert copied == live  # links stay where they are, and are not followed
        (tmp_path / "site" / "index.php").unlink()
        snapshot.ready(UNIT, there, tmp_path / "work", Desk())
        assert "index.php" not in tree(made.copied.files)


def test_another_server_key_is_refused(door: Sshd, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    other = door.private_key and "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    with pytest.raises(Trouble):
        UNIT.check(origin(door, tmp_path / "site", host_key=str(other)), Desk())


def test_without_a_key_of_the_server_its_own_is_shown_to_be_compared(door: Sshd, tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        UNIT.check(origin(door, tmp_path, host_key=""), Desk())
    assert caught.value.code == "host_key"
    assert door.host_key in caught.value.detail
    assert "SHA256:" in caught.value.detail


def test_a_private_address_needs_the_operator(door: Sshd, tmp_path: Path) -> None:
    there = origin(door, tmp_path)
    with pytest.raises(Trouble) as caught:
        UNIT.copy(Origin("site", "", there.settings, allow_private=False), tmp_path / "w", Desk())
    assert caught.value.code == "not_allowed"


@pytest.mark.parametrize("name", ["-oProxyCommand=touch /tmp/owned", "a b", "x\ny", ""])
def test_a_name_that_is_an_option_is_refused(door: Sshd, tmp_path: Path, name: str) -> None:
    for field in ("host", "user"):
        with pytest.raises(Trouble):
            UNIT.check(origin(door, tmp_path, **{field: name}), Desk())
    assert not Path("/tmp/owned").exists()
