"""What unfolds without measure, lies about its size, or never ends is stopped early and named: MAIL-01."""

import gzip
import io
import lzma
import os
import struct
import tarfile
import time
import zipfile

import pytest

from rempart.mail.core.archive import limits
from rempart.mail.net.inside import walk
from tests.mail.archives import Made, bomb_zip, by_7zip, make, tarred, zeros, zipped
from tests.mail.looking import codes, look


def test_ten_gigabytes_of_zeros_in_a_zip():
    begun = time.process_time()
    seen = look(bomb_zip(10))
    assert (seen.verdict, codes(seen)) == ("unsafe", {"bomb"})
    assert seen.entries == 1
    assert seen.bytes is None  # nobody unpacked it to its end
    assert time.process_time() - begun < 10


def test_a_bomb_that_says_it_is_small():
    """It is what comes out that counts, not what the list says."""
    seen = look(bomb_zip(1, said=20))
    assert (seen.verdict, codes(seen)) == ("unsafe", {"bomb"})


@pytest.mark.parametrize("packing", ["gz", "bz2", "xz", "zst"])
def test_zeros_in_one_stream(packing):
    seen = look(zeros(2, packing), f"a.{packing}")
    assert (seen.verdict, codes(seen)) == ("unsafe", {"bomb"})


@pytest.mark.parametrize("form", ["tar.gz", "tar.xz"])
def test_zeros_in_a_tar_that_is_packed(form):
    info = tarfile.TarInfo("zeros")
    info.size = 2**31
    head = info.tobuf(tarfile.GNU_FORMAT)
    packed = {"tar.gz": gzip.compress, "tar.xz": lzma.compress}[form](head)
    seen = look(packed + zeros(2, form[4:]), f"a.{form}")
    assert (seen.verdict, codes(seen)) == ("unsafe", {"bomb"})


def test_zeros_behind_the_end_of_a_tar():
    seen = look(gzip.compress(tarred(Made("words"))) + zeros(2, "gz"), "a.tar.gz")
    assert (seen.verdict, codes(seen)) == ("unsafe", {"bomb"})


def test_zeros_in_a_7z():
    seen = look(by_7zip("-mx=1", "-m0=BZip2", zeros_bin=bytes(130 * 1024**2)))
    assert (seen.verdict, codes(seen)) == ("unsafe", {"bomb"})


def test_archives_in_archives_in_archives_like_42_zip():
    """Sixteen each, five deep, gigabytes at the bottom: the first one at the bottom ends it."""
    whole = bomb_zip(4)
    for level in range(5):
        whole = zipped(*[Made(f"{level}{number}.zip", whole) for number in range(3)])
    begun = time.process_time()
    seen = look(whole, "42.zip")
    assert seen.verdict == "unsafe"
    assert "bomb" in codes(seen)
    assert time.process_time() - begun < 10


def test_too_deep_is_named_and_as_deep_as_allowed_is_looked_into():
    whole = zipped(Made("words.txt"))
    for _ in range(limits.MAX_LEVELS - 1):
        whole = zipped(Made("in.zip", whole))
    assert look(whole).verdict == "safe"
    deeper = look(zipped(Made("in.zip", whole)))
    assert (deeper.verdict, codes(deeper)) == ("unsafe", {"nesting"})


def test_many_archives_side_by_side_are_bounded(monkeypatch):
    monkeypatch.setattr(walk, "MAX_ARCHIVES", 5)
    inner = zipped(Made("words.txt"))
    seen = look(zipped(*[Made(f"{number}.zip", inner) for number in range(9)]))
    assert (seen.verdict, codes(seen)) == ("unsafe", {"nesting"})


@pytest.mark.parametrize("form", ["tar", "7z"])
def test_too_many_entries(form, monkeypatch):
    monkeypatch.setattr(walk, "MAX_ENTRIES", 50)
    seen = look(make(form, *[Made(f"{number}") for number in range(60)]))
    assert (seen.verdict, codes(seen)) == ("unsafe", {"too_many"})


def test_a_zip_whose_list_claims_more_than_is_read():
    data = bytearray(zipped(Made("words")))
    at = data.rfind(b"PK\x05\x06")
    data[at + 8 : at + 12] = struct.pack("<HH", 0xFFFE, 0xFFFE)
    data[at + 12 : at + 16] = struct.pack("<I", limits.MAX_LIST + 1)
    seen = look(bytes(data))
    assert (seen.verdict, codes(seen)) == ("unsafe", {"too_many"})


@pytest.mark.parametrize("said", [1, 5_000])
def test_a_false_size(said):
    data = zipped(Made("words", b"w" * 200)).replace(struct.pack("<I", 200), struct.pack("<I", said))
    seen = look(data)
    assert (seen.verdict, codes(seen)) == ("unsafe", {"false_size"})


def test_two_entries_over_the_same_bytes():
    """Small files become endless ones by quoting the same bytes many times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        held.writestr("a", b"w" * 100)
        held.writestr("b", b"w" * 100)
        held.filelist[1].header_offset = 0
    seen = look(out.getvalue())
    assert seen.verdict == "unsafe"
    assert codes(seen) == {"overlap", "two_names"}


def test_an_archive_within_that_is_too_large_is_said_and_never_called_safe(monkeypatch):
    monkeypatch.setattr(walk, "MAX_KEPT", 100_000)
    seen = look(zipped(Made("in.zip", zipped(Made("words", os.urandom(600_000))))))
    assert (seen.verdict, codes(seen)) == ("unreadable", {"too_large"})
