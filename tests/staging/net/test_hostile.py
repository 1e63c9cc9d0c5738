"""A copy's folder is hostile: what lies there is not followed, and all of it can be deleted."""

import os
import socket
from pathlib import Path

import pytest

from rempart.staging.net import hostile
from rempart.staging.net.gate import cookies, outside
from rempart.staging.net.opened import below, sunk

pytestmark = pytest.mark.file


def test_a_link_a_folder_and_a_pipe_are_read_as_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("of the hub")
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "secret")
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "plain").write_bytes(b"x" * 100)
    assert [hostile.read(folder, name, 10) for name in ("link", "folder", "pipe", "none")] == [b""] * 4
    assert [hostile.size(folder, name) for name in ("link", "folder", "pipe", "none")] == [0] * 4
    assert (hostile.read(folder, "plain", 10), hostile.size(folder, "plain")) == (b"x" * 10, 100)


def test_a_link_to_a_socket_of_the_hub_is_not_connected_to(tmp_path: Path) -> None:
    real = socket.socket(socket.AF_UNIX)
    real.bind(str(tmp_path / "hub"))
    real.listen()
    (tmp_path / "http.sock").symlink_to(tmp_path / "hub")
    (tmp_path / "file").touch()
    for name in ("http.sock", "file"):
        with pytest.raises(OSError, match="no socket"):
            hostile.connect(tmp_path, name, 1)
    hostile.connect(tmp_path, "hub", 1).close()
    real.close()


def test_folders_that_were_closed_are_deleted_and_what_links_name_stays(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "kept").touch()
    copy = tmp_path / "copy"
    (copy / "deep" / "deeper").mkdir(parents=True)
    (copy / "deep" / "out").symlink_to(tmp_path / "mine")
    (copy / "deep" / "deeper" / "x").touch()
    (copy / "deep" / "deeper").chmod(0)
    (copy / "deep").chmod(0)
    hostile.delete(copy)
    assert not copy.exists()
    assert (tmp_path / "mine" / "kept").exists()


def test_a_lying_copy_says_only_numbers_and_names_of_hosts(tmp_path: Path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    lines = ["api.example", "api.example", "<script>", "a b", "", *(f"h{number}.example" for number in range(200))]
    (run / "calls").write_text("\n".join(lines))
    (run / "mails").write_bytes(b"x" * 3)
    found = sunk(tmp_path)
    assert (found.mails, found.calls["api.example"], len(found.calls)) == (3, 2, 50)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-") for name in found.calls)


def test_cookies_keep_apart() -> None:
    assert cookies(["a=1; w_b=2=3", "c"]) == {"a": "1", "w_b": "2=3"}
    assert (
        outside("sid=1; Domain=localhost; Path=/; Secure; SameSite=None; HttpOnly")
        == "w_sid=1; Path=/; HttpOnly; SameSite=Lax"
    )
    assert outside("=nameless") is None
    assert outside("flag") is None


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../x", "a/../../x", "a\0b"])
def test_paths_that_lead_out_are_refused(path: str) -> None:
    from rempart.channel.source import Trouble

    with pytest.raises(Trouble):
        below(path)
