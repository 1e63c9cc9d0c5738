"""The child behind its walls: what it says is judged, what it costs is bounded, what it does reaches nothing."""

import hashlib
import lzma
import os
import socket
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from rempart.channel.inspecting import Inspector, changed, digests
from rempart.mail.net import box, inspecting
from rempart.registry.discover import across_areas
from tests.mail.archives import Made, bomb_zip, make, zipped


def file(tmp_path: Path, data: bytes, name: str = "a.zip") -> Path:
    place = tmp_path / name
    place.write_bytes(data)
    return place


@pytest.fixture(params=[box.NAMESPACES, box.LIMITS])
def walls(request, monkeypatch):
    """Behind bubblewrap, and where it is not there."""
    assert box.works(), "this machine must be able to build walls"
    if request.param == box.LIMITS:
        monkeypatch.setattr(box, "works", lambda: False)
    return request.param


@pytest.mark.parametrize("form", ["zip", "7z", "tar.zst"])
def test_a_clean_one_behind_both_kinds_of_walls(walls, form, tmp_path):
    data = make(form, Made("words.txt", b"words"))
    seen = inspecting.inspect(file(tmp_path, data))
    assert (seen.verdict, seen.walls, seen.entries, seen.bytes) == ("safe", walls, 1, 5)
    assert (seen.sha256, seen.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert seen.members[0].sha256 == hashlib.sha256(b"words").hexdigest()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.zip"]


def test_an_evil_one_writes_nothing(walls, tmp_path):
    target = tmp_path / "written"
    data = zipped(Made("l", kind="link", target=str(tmp_path)), Made("l/written"), Made("../../written"))
    assert inspecting.inspect(file(tmp_path, data)).verdict == "unsafe"
    assert not target.exists()


def test_an_archive_within_is_kept_by_the_child_alone(walls, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    inner = zipped(Made("words", os.urandom(9 * 1024 * 1024)))
    seen = inspecting.inspect(file(tmp_path, zipped(Made("in.zip", inner))))
    assert (seen.verdict, seen.members[0].within) == ("safe", "in.zip")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.zip"]


def test_a_bomb_of_ten_gigabytes_behind_walls(tmp_path):
    heard: list[int] = []
    seen = inspecting.inspect(file(tmp_path, bomb_zip(10)), tell=heard.append)
    assert seen.verdict == "unsafe"
    assert {one.code for one in seen.reasons} == {"bomb"}


SAID = '{"type":"ended","format":""}'
CHILD = "rempart.mail.net.inside.child"


def hostile(monkeypatch, code: str) -> None:
    """In the reader's place, after it has taken its rights away: what an archive that took it over might do."""
    start = f"import sys; sys.path.insert(0, {str(box._CODE.parent)!r}); from {CHILD} import confine; confine(); {code}; print({SAID!r})"
    monkeypatch.setattr(box, "_START", start.replace("{", "{{").replace("}", "}}"))


def test_a_deed_that_is_allowed_is_not_taken_for_one_that_failed(walls, tmp_path, monkeypatch):
    """The tests below tell a deed that failed from one that worked."""
    hostile(monkeypatch, "open('/dev/null').read()")
    assert inspecting.inspect(file(tmp_path, zipped(Made("words")))).reasons[0].code == "no_archive"


def test_a_child_that_takes_too_much_memory_breaks_down_alone(walls, tmp_path, monkeypatch):
    hostile(monkeypatch, "x = bytearray(2 * 1024**3)")
    seen = inspecting.inspect(file(tmp_path, zipped(Made("words"))))
    assert (seen.verdict, seen.reasons[0].code) == ("unreadable", "crashed")


def test_a_file_that_asks_for_three_gigabytes_of_memory(walls, tmp_path):
    data = bytearray(lzma.compress(b"words"))
    length = (data[12] + 1) * 4
    data[16] = 39  # the size of the window, by the format's table
    data[12 + length - 4 : 12 + length] = struct.pack("<I", zlib.crc32(data[12 : 12 + length - 4]))
    seen = inspecting.inspect(file(tmp_path, bytes(data), "a.xz"))
    assert (seen.verdict, seen.reasons[0].code) == ("unreadable", "memory")


def test_a_child_that_breaks_down_is_named(walls, tmp_path, monkeypatch):
    hostile(monkeypatch, "import ctypes; ctypes.string_at(0)")
    seen = inspecting.inspect(file(tmp_path, zipped(Made("words"))))
    assert (seen.verdict, seen.reasons[0].code, seen.reasons[0].detail) == ("unreadable", "crashed", "signal 11")


def test_a_child_that_the_kernel_killed_is_named(walls, tmp_path, monkeypatch):
    """By its limit of time, whose second answer cannot be caught."""
    hostile(monkeypatch, "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1)); [0 for _ in iter(int, 1)]")
    seen = inspecting.inspect(file(tmp_path, zipped(Made("words"))))
    assert seen.verdict == "unreadable"
    assert seen.reasons[0].code in ("too_slow", "memory")


def test_a_child_that_never_ends_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(inspecting, "WALL_S", 3.0)
    hostile(monkeypatch, "import time; time.sleep(99)")
    seen = inspecting.inspect(file(tmp_path, zipped(Made("words"))))
    assert (seen.verdict, seen.reasons[0].code) == ("unreadable", "too_slow")


@pytest.mark.parametrize("said", ["'x' * 10**6", "chr(10).join(['{}'] * 9)", '\'{"type":"ended"\''])
def test_a_child_that_talks_nonsense_is_named(said, tmp_path, monkeypatch):
    hostile(monkeypatch, f"print({said})")
    seen = inspecting.inspect(file(tmp_path, zipped(Made("words"))))
    assert (seen.verdict, seen.reasons[0].code) == ("unreadable", "crashed")


@pytest.mark.parametrize(
    "deed",
    [
        "f = open('/tmp/x', 'wb'); [f.write(bytes(2**24)) for _ in range(40)]",
        "import subprocess; subprocess.run(['true'], check=True)",
        "import socket; socket.create_connection(('127.0.0.1', {port}), 2)",
        "open('/etc/passwd').read()",
        "open('{own}', 'a')",
    ],
)
def test_a_reader_that_was_taken_over_reaches_nothing(deed, tmp_path, monkeypatch):
    """Behind bubblewrap: no network, no program, no file of the machine's, none of ours to be written."""
    own = Path(inspecting.__file__)
    before = own.read_bytes()
    with socket.create_server(("127.0.0.1", 0)) as door:
        deed = deed.replace("{port}", str(door.getsockname()[1])).replace("{own}", str(own))
        hostile(monkeypatch, deed)
        seen = inspecting.inspect(file(tmp_path, zipped(Made("words"))))
    assert (seen.verdict, seen.reasons[0].code) == ("unreadable", "crashed")
    assert own.read_bytes() == before


@pytest.mark.parametrize(
    "deed", ["import os; os.fork()", "import socket; socket.socket()", "import os; os.execv('/bin/true', ['true'])"]
)
def test_without_bubblewrap_there_is_no_network_and_no_program_either(deed, tmp_path, monkeypatch):
    """What stays weaker is told: such a child could still read what this account may read."""
    monkeypatch.setattr(box, "works", lambda: False)
    hostile(monkeypatch, deed)
    assert inspecting.inspect(file(tmp_path, zipped(Made("words")))).reasons[0].code == "crashed"


def test_what_is_no_plain_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", tmp_path, tmp_path / "missing"):
        with pytest.raises(OSError, match=r"."):
            inspecting.inspect(place)


def test_a_file_of_a_gigabyte_and_more_is_refused_unread(tmp_path):
    place = tmp_path / "large.zip"
    with place.open("wb") as held:
        held.truncate(5 * 1024**3)
    seen = inspecting.inspect(place)
    assert (seen.verdict, seen.reasons[0].code, seen.sha256) == ("unreadable", "too_large", "")


def test_other_areas_find_the_inspector_and_what_it_says(tmp_path):
    unit = across_areas("rempart", "inspectors", Inspector)["archive"]
    seen = unit.inspect(file(tmp_path, zipped(Made("../../x")), "upload"), "invoice.zip")
    assert seen.verdict == "unsafe"
    assert all(one.code in unit.says for one in seen.reasons)


def test_a_name_whose_content_changed_since_it_was_last_seen(tmp_path):
    before = digests(inspecting.inspect(file(tmp_path, zipped(Made("a", b"one"), Made("b", b"two")))))
    after = inspecting.inspect(file(tmp_path, zipped(Made("a", b"one"), Made("b", b"three"))))
    assert changed(before, after) == ("b",)
    assert changed(before, inspecting.inspect(file(tmp_path, zipped(Made("a", b"one"))))) == ()


def test_the_child_needs_no_django(tmp_path):
    code = f"import sys; import {CHILD}, rempart.mail.net.inside.walk; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=box._CODE.parent).returncode == 0
