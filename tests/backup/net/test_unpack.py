"""Zips from a stranger: refused before anything is written, or bounded while it is."""

import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from rempart.backup.net import unpack
from rempart.channel.source import Trouble


def packed(files: dict[str, bytes], **bits: int) -> io.BytesIO:
    """A zip of them; `mode` marks each as that kind of file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (2026, 3, 21, 2, 12, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = bits.get("mode", 0) << 16
            archive.writestr(info, data)
    return held


def out(held: io.BytesIO, root: Path) -> int:
    """Everything, as it lies."""
    root.mkdir(exist_ok=True)
    return unpack.unpack(held, unpack.entries(held), root, lambda name: name, lambda count: None)


def code(held: io.BytesIO, root: Path) -> str:
    """Why it is refused; nothing outside the folder, and no link in it."""
    with pytest.raises(Trouble) as caught:
        out(held, root)
    assert [path.name for path in root.parent.iterdir()] == [root.name]
    assert not any(path.is_symlink() for path in root.rglob("*"))
    return caught.value.code


def test_what_a_site_holds_comes_out(tmp_path: Path) -> None:
    held = packed({"plugins/é/a.php": b"x" * 5_000, "plugins/日本.txt": b"", "plugins/empty/": b""})
    assert out(held, tmp_path / "o") == 2
    assert (tmp_path / "o/plugins/é/a.php").read_bytes() == b"x" * 5_000
    assert (tmp_path / "o/plugins/empty").is_dir()
    assert stat.S_IMODE((tmp_path / "o/plugins/é/a.php").stat().st_mode) & 0o7133 == 0


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "/etc/x", "a/./x", "a//x", "..\\x", "a\\..\\x", "x/" * 101 + "y", "n" * 256, "."]
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    assert code(packed({"fine": b"1", name: b"x"}), tmp_path / "o") == "poisoned"
    assert not (tmp_path / "o/fine").exists()  # looked at before the first byte


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFBLK, stat.S_IFSOCK])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    assert code(packed({"a": b"/etc/passwd"}, mode=kind | 0o777), tmp_path / "o") == "poisoned"


def test_a_file_is_never_set_to_run_as_somebody_else(tmp_path: Path) -> None:
    out(packed({"a": b"x"}, mode=stat.S_IFREG | 0o6777), tmp_path / "o")
    assert stat.S_IMODE((tmp_path / "o/a").stat().st_mode) & 0o6111 == 0


def test_a_file_that_is_a_folder_too_is_refused(tmp_path: Path) -> None:
    assert code(packed({"a": b"x", "a/b": b"x"}), tmp_path / "o") == "poisoned"
    assert code(packed({"c/b": b"x", "c": b"x"}), tmp_path / "o") == "poisoned"


def false_size(files: dict[str, bytes], size: int) -> io.BytesIO:
    """The list and the head of the first file say another size than comes out."""
    raw = bytearray(packed(files).getvalue())
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = raw.index(mark) + at
        raw[place : place + 4] = struct.pack("<I", size)
    return io.BytesIO(bytes(raw))


@pytest.mark.parametrize("size", [10, 4_000_000])
def test_a_false_size_is_noticed(tmp_path: Path, size: int) -> None:
    assert code(false_size({"a": b"0" * 100_000}, size), tmp_path / "o") in ("poisoned", "unreadable")
    assert sum(path.stat().st_size for path in (tmp_path / "o").rglob("*")) <= 1_000_000


def test_a_bomb_is_refused_by_its_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "RATIO_FROM", 1_000_000)
    assert code(packed({"a": b"0" * 5_000_000}), tmp_path / "o") == "too_large"


def test_files_over_the_same_bytes_are_refused(tmp_path: Path) -> None:
    """The list names one body many times: a few kilobytes would become as many as one likes."""
    raw = packed({"a": b"0" * 100_000}).getvalue()
    begin = raw.index(b"PK\x01\x02")
    end = raw.index(b"PK\x05\x06")
    entry = raw[begin:end]
    listed = b"".join(entry.replace(b"a", bytes([letter]), 1) if letter != 97 else entry for letter in b"abcd")
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 4, 4, len(listed), begin, 0)
    assert code(io.BytesIO(raw[:begin] + listed + tail), tmp_path / "o") == "poisoned"


def test_a_list_without_end_is_not_read(tmp_path: Path) -> None:
    raw = packed({"a": b"x"}).getvalue()
    at = raw.index(b"PK\x05\x06")
    assert code(
        io.BytesIO(raw[:at] + raw[at:].replace(struct.pack("<I", 47), struct.pack("<I", 2**31), 1)), tmp_path / "o"
    )
    many = packed({str(number): b"" for number in range(12)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unpack, "MAX_ENTRIES", 10)
        assert code(many, tmp_path / "o") == "too_large"


@pytest.mark.parametrize("cut", [1, 50, 400])
def test_what_breaks_off_is_named(tmp_path: Path, cut: int) -> None:
    raw = packed({"a": bytes(range(256)) * 8}).getvalue()
    assert code(io.BytesIO(raw[:-cut]), tmp_path / "o") in ("unreadable", "poisoned")
    broken = bytearray(raw)
    broken[60] ^= 0xFF
    assert code(io.BytesIO(bytes(broken)), tmp_path / "o") == "unreadable"
    assert zlib.crc32(raw) != zlib.crc32(bytes(broken))
