"""Sets of UpdraftPlus as files: nested packing, the phrase, bombs, links, and a folder that is not ours to read."""

import gzip
import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from rempart.backup.net import updraft
from rempart.channel.source import Copied, Trouble
from tests.backup import updraft_writer as writer
from tests.backup.house import Desk, tree

ROWS: list[tuple[int, str | None, bytes | None]] = [(1, "é; 'x'\n", b"\0\xff"), (2, None, None)]


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A folder with a whole set but the core."""
    folder = tmp_path / "updraft"
    folder.mkdir()
    writer.files_zip(folder, "plugins", {"plugins/akismet/a.php": b"<?php 1;", "plugins/index.php": b""})
    writer.files_zip(folder, "themes", {"themes/one/style.css": b"body{}"})
    writer.files_zip(folder, "uploads", {"uploads/2026/03/a.jpg": b"1" * 500})
    writer.files_zip(folder, "uploads", {"uploads/2026/04/b.jpg": b"2" * 500}, 2)
    writer.files_zip(folder, "others", {"languages/fr.mo": b"fr", "index.php": b"<?php", "plugins/evil.php": b"x"})
    writer.database(folder, writer.dump([writer.table("wp_posts", ROWS)]))
    return folder


def copy(folder: Path, into: Path, phrase: bytes = b"") -> Copied:
    """The one set that is there."""
    with updraft.opened(folder, lambda real: True) as handle:
        (found,) = updraft.look(handle)
        return updraft.copy(updraft.Wish(handle, found, phrase), into, Desk())


def code(folder: Path, into: Path, phrase: bytes = b"") -> str:
    """Why it is refused."""
    with pytest.raises(Trouble) as caught:
        copy(folder, into, phrase)
    return caught.value.code


def test_a_set_becomes_a_copy_with_its_own_moment_and_what_it_lacks(box: Path, tmp_path: Path) -> None:
    made = copy(box, tmp_path / "into")
    assert made.taken_at_ms == 1_774_055_520_000  # 01:12 UTC by the dump; the name has the site's own 02:12
    assert made.notes == ("no_core",)
    assert made.parts == (
        "wp-content/languages", "wp-content/plugins", "wp-content/themes", "wp-content/uploads",
    )  # fmt: skip
    assert set(tree(made.files)) == {
        "wp-content/plugins/akismet/a.php", "wp-content/plugins/index.php", "wp-content/themes/one/style.css",
        "wp-content/uploads/2026/03/a.jpg", "wp-content/uploads/2026/04/b.jpg", "wp-content/languages/fr.mo",
        "wp-content/index.php",
    }  # fmt: skip
    assert [(one.name, one.rows) for one in made.tables] == [("wp_posts", 2)]


def test_a_piece_that_is_through_is_not_unpacked_again(box: Path, tmp_path: Path) -> None:
    copy(box, tmp_path / "into")
    mark = tmp_path / "into/site/wp-content/themes/one/style.css"
    mark.write_text("ours")
    copy(box, tmp_path / "into")
    assert mark.read_text() == "ours"
    writer.files_zip(box, "themes", {"themes/one/style.css": b"another zip by the same name"})
    copy(box, tmp_path / "into")
    assert mark.read_text().startswith("another")


def test_the_core_comes_without_the_accounts_of_that_day(box: Path, tmp_path: Path) -> None:
    files = {
        "wp-config.php": b"secret",
        "index.php": b"<?php",
        "wp-includes/version.php": b"<?php",
        "wp-content/x": b"",
    }
    writer.files_zip(box, "wpcore", files)
    made = copy(box, tmp_path / "into")
    assert "no_config" in made.notes
    assert made.parts is not None
    assert "wp-includes" in made.parts
    assert {"index.php", "wp-includes/version.php"} <= set(tree(made.files))
    assert not (made.files / "wp-config.php").exists()
    assert not (made.files / "wp-content/x").exists()


def test_a_dump_packed_twice_is_read_and_one_packed_for_ever_is_not(box: Path, tmp_path: Path) -> None:
    text = writer.dump([writer.table("wp_posts", ROWS)])
    file = writer.database(box, text, nested=True)
    assert len(copy(box, tmp_path / "a").tables) == 1
    file.write_bytes(gzip.compress(gzip.compress(gzip.compress(text))))
    assert code(box, tmp_path / "b") == "poisoned"
    file.write_bytes(gzip.compress(text[:40]) + gzip.compress(text[40:]))
    assert len(copy(box, tmp_path / "c").tables) == 1
    file.write_bytes(gzip.compress(text)[:-30])
    assert code(box, tmp_path / "d") == "unreadable"


def sealed(text: bytes, phrase: bytes) -> bytes:
    """As the plug-in's own library does it: AES-CBC, a vector of zeros, the phrase padded with zeros."""
    packed = gzip.compress(text)
    fill = 16 - len(packed) % 16
    size = 16 if len(phrase) <= 16 else 24 if len(phrase) <= 24 else 32
    context = Cipher(algorithms.AES(phrase[:32].ljust(size, b"\0")), modes.CBC(bytes(16))).encryptor()
    return context.update(packed + bytes([fill]) * fill) + context.finalize()


@pytest.mark.parametrize(
    "phrase", [b"short", b"a phrase of nineteen", b"a phrase that is longer than thirty-two bytes"]
)
def test_an_encrypted_database_needs_its_phrase(box: Path, tmp_path: Path, phrase: bytes) -> None:
    text = writer.dump([writer.table("wp_posts", ROWS)])
    (box / writer.name("db", "gz")).unlink()
    (box / writer.name("db", "gz.crypt")).write_bytes(sealed(text, phrase))
    assert code(box, tmp_path / "a") == "sealed"
    assert code(box, tmp_path / "b", b"wrong") == "wrong_phrase"
    assert len(copy(box, tmp_path / "c", phrase).tables) == 1
    (box / writer.name("db", "gz.crypt")).write_bytes(sealed(text, phrase)[:-7])
    assert code(box, tmp_path / "d", phrase) == "unreadable"


def test_a_dump_that_is_a_bomb_is_left(box: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updraft, "RATIO_FROM", 4_000_000)
    writer.database(box, writer.dump([b" " * 40_000_000]))
    assert code(box, tmp_path / "a") == "too_large"
    writer.database(box, writer.dump([]), nested=False).write_bytes(gzip.compress(gzip.compress(b"#" * 200_000_000)))
    assert code(box, tmp_path / "b") in ("too_large", "poisoned")


def test_a_disk_without_room_is_said_before_anything_is_written(
    box: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updraft, "ROOM", 1e15)
    assert code(box, tmp_path / "a") == "no_room"
    assert tree(tmp_path / "a") == {}


def test_a_poisoned_dump_leaves_with_its_reason(box: Path, tmp_path: Path) -> None:
    writer.database(box, writer.dump([b"SELECT 1 INTO OUTFILE '/tmp/x';\n"]))
    assert code(box, tmp_path / "a") == "poisoned"


def test_links_pipes_and_folders_by_the_name_of_a_piece_are_refused(box: Path, tmp_path: Path) -> None:
    file = box / writer.name("db", "gz")
    file.unlink()
    file.symlink_to("/etc/passwd")
    assert code(box, tmp_path / "a") == "unreadable"
    file.unlink()
    os.mkfifo(file)
    assert code(box, tmp_path / "b") == "poisoned"


def test_a_folder_is_read_only_where_it_really_lies(box: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc")
    with (
        pytest.raises(Trouble) as caught,
        updraft.opened(tmp_path / "link", lambda real: real.startswith(str(tmp_path))),
    ):
        pass
    assert caught.value.code == "not_allowed"


def test_a_gap_between_two_pieces_is_told(box: Path, tmp_path: Path) -> None:
    (box / writer.name("uploads", "zip")).unlink()
    assert code(box, tmp_path / "a") == "missing"
