"""Encryption is a verdict of its own; whatever is cut or flipped is never called safe when it is not read whole."""

import subprocess
import zipfile
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mail.archives import Made, by_7zip, make, ole, rar4, rar5, zipped
from tests.mail.looking import codes, look

GOOD = ("tar", "tar.gz", "tar.bz2", "tar.xz", "tar.zst", "zip", "7z", "cpio", "rar", "rar5", "iso", "cab")


@cache
def good(form: str) -> bytes:
    return make(form, Made("a/words.txt", b"many words " * 40), Made("a/b.csv", b"1;2\n" * 30))


SUMMED = ("tar.gz", "tar.bz2", "tar.xz", "tar.zst", "zip", "7z", "rar", "rar5")  # formats with checksums of content


def test_a_locked_zip(tmp_path):
    (tmp_path / "a.txt").write_text("words")
    subprocess.run(["zip", "-q", "-P", "secret", "a.zip", "a.txt"], cwd=tmp_path, check=True)
    seen = look((tmp_path / "a.zip").read_bytes())
    assert (seen.verdict, codes(seen), seen.entries, seen.bytes) == ("encrypted", {"locked"}, 1, None)


@pytest.mark.parametrize("options", [("-tzip", "-mem=AES256"), ("-t7z",), ("-t7z", "-mhe=on")])
def test_locked_by_7_zip(options):
    seen = look(by_7zip("-psecret", *options, name="a.bin", a_txt=b"words"))
    assert (seen.verdict, codes(seen), seen.bytes) == ("encrypted", {"locked"}, None)
    assert seen.entries == (None if "-mhe=on" in options else 1)


@pytest.mark.parametrize("maker", [rar4, rar5])
def test_a_locked_rar(maker):
    seen = look(maker(Made("a.txt"), locked=True))
    assert (seen.verdict, codes(seen)) == ("encrypted", {"locked"})


def test_a_locked_document():
    seen = look(ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "a.docx")
    assert (seen.verdict, codes(seen)) == ("encrypted", {"locked"})


def test_a_locked_archive_within():
    inner = by_7zip("-psecret", a_txt=b"words")
    assert look(zipped(Made("in.7z", inner))).verdict == "encrypted"


def test_a_name_that_leads_out_outweighs_the_lock():
    seen = look(rar5(Made("../../x"), locked=True))
    assert seen.verdict == "unsafe"
    assert {"traversal", "locked"} <= codes(seen)


@pytest.mark.parametrize("form", GOOD)
@given(share=st.floats(0.02, 0.75))
@settings(max_examples=12, deadline=None, derandomize=True)
def test_what_is_cut_is_never_safe(form, share):
    data = good(form)
    rest = data[: int(len(data.rstrip(b"\0")) * share)]
    if form in ("tar", "cpio") and len(rest) % 512 == 0:
        rest = rest[:-1]
    assert look(rest).verdict == "unreadable"


@pytest.mark.parametrize("form", SUMMED)
def test_a_flipped_byte_of_content_is_told(form):
    data = bytearray(good(form))
    at = {"zip": 50, "7z": 40}.get(form, len(data) // 3)
    data[at] ^= 0x10
    seen = look(bytes(data))
    assert seen.verdict in ("unreadable", "unsafe")
    assert codes(seen) & {"damaged", "false_size"}


@pytest.mark.parametrize("form", GOOD)
@given(data=st.data())
@settings(max_examples=25, deadline=None, derandomize=True)
def test_flipped_bytes_end_in_a_verdict(form, data):
    raw = bytearray(good(form))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, min(len(raw), 60_000) - 1))] ^= data.draw(st.integers(1, 255))
    seen = look(bytes(raw))
    assert seen.verdict in ("safe", "unsafe", "encrypted", "unreadable")
    assert (seen.verdict == "safe") == (not seen.reasons)


@given(st.binary(max_size=600), st.sampled_from([b"PK\x03\x04", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x01\x00", b"\x1f\x8b",
                                                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MSCF", b"BZh9", b"Received: "]))  # fmt: skip
@settings(max_examples=60, deadline=None, derandomize=True)
def test_noise_behind_a_magic_word_ends_in_a_verdict(noise, magic):
    assert look(magic + noise).verdict in ("unreadable", "unsafe", "encrypted", "safe")


def test_a_checksum_that_is_another():
    data = zipped(Made("words", b"one two"), method=zipfile.ZIP_STORED).replace(b"one two", b"one twp")
    seen = look(data)
    assert (seen.verdict, codes(seen)) == ("unreadable", {"damaged"})
    assert seen.reasons[0].detail == "its checksum is another"


def test_a_way_of_packing_that_is_not_read_is_not_called_safe():
    seen = look(by_7zip("-tzip", "-mm=Deflate64", name="a.zip", a_txt=b"words " * 500))
    assert (seen.verdict, codes(seen)) == ("unreadable", {"method"})
