"""The data folder and its lock."""

import os
import stat
from pathlib import Path

import pytest

from rempart.channel.lock import FolderLock, Held
from rempart.channel.place import database, state_folder


def test_the_folder_named_in_the_environment_is_made_for_the_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path / "a" / "b"))
    folder = state_folder()
    assert folder == tmp_path / "a" / "b"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert database(folder).name == "rempart.sqlite3"


def test_without_it_the_platforms_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REMPART_DATA", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert state_folder().name == "rempart"
    assert tmp_path in state_folder().parents


def test_the_second_one_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with FolderLock(tmp_path, "up"):
        with pytest.raises(Held, match=str(os.getpid())), FolderLock(tmp_path, "up"):
            pass
        with FolderLock(tmp_path, "other"):
            pass
    with FolderLock(tmp_path, "up"):
        pass
