"""Packages from elsewhere are read within limits; what is refused is refused with a code, whatever comes."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.people.core.standards import manifest, tree, unpack
from rempart.people.core.standards.course import Kind, Part, Refused, minutes_of
from rempart.people.core.standards.unpack import Opened
from tests.people import packages

FILES = {"index.html", "content/index.html", "content/a b.html"}


def code(data: bytes, name: str = "imsmanifest.xml") -> str:
    with pytest.raises(Refused) as refused:
        manifest.read(name, data, FILES)
    return refused.value.code


def opened(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        look(data)
    return refused.value.code


def look(data: bytes) -> None:
    found = Opened(io.BytesIO(data))
    found.course()
    list(found.contents())


def test_scorm_1_2() -> None:
    extra = "<adlcp:masteryscore>80</adlcp:masteryscore><adlcp:datafromlms>key=1</adlcp:datafromlms>"
    course = manifest.read("imsmanifest.xml", packages.scorm12(href="index.html?a=1#b", item=extra), FILES)
    assert (course.kind, course.title, course.minutes) == (Kind.SCORM12, "Doors and keys", 0)
    assert course.parts == (Part("i", "The door", "index.html", "?a=1#b", "key=1", "80"),)


def test_scorm_2004() -> None:
    course = manifest.read("imsmanifest.xml", packages.scorm2004(href="a%20b.html", passing="0.7"), FILES)
    assert course.kind is Kind.SCORM2004
    assert course.parts == (Part("i", "The door", "content/a b.html", "?mode=a", "", "0.7"),)


def test_how_long_it_takes() -> None:
    assert [minutes_of(one) for one in ("PT20M", "PT1H30M", "00:45:00", "P2D", "soon", "PT0S", "")] == [
        20,
        90,
        45,
        0,
        0,
        0,
        0,
    ]


def test_what_leads_elsewhere_or_nowhere() -> None:
    assert code(packages.scorm12(href="https://evil.example/a.html")) == "elsewhere"
    assert code(packages.scorm12(href="//evil.example/a.html")) == "elsewhere"
    assert code(packages.scorm12(href="javascript:alert(1)")) == "elsewhere"
    assert code(packages.scorm12(href="../../etc/passwd")) == "missing_file"
    assert code(packages.scorm12(href="")) == "no_parts"
    assert code(b"<html/>") == "bad_manifest"
    assert code(packages.scorm12().replace(b">1.2<", b">9.9<")) == "unknown_version"
    many = "".join('<item identifier="x" identifierref="r"/>' for _ in range(70))
    assert code(packages.scorm12(more=many)) == "too_many_parts"


def test_bombs_of_xml() -> None:
    """Attack of promise LP3: entities that unfold, files that are fetched, depth and length without end."""
    laughs = '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    assert code(packages.scorm12(head=laughs)) == "bad_manifest"
    fetching = '<!DOCTYPE m SYSTEM "file:///etc/passwd">'
    assert code(packages.scorm12(head=fetching)) == "bad_manifest"
    assert code(b"<a>" * 100) == "bad_manifest"
    assert code(b"<manifest>" + b"<a/>" * (tree.MAX_NODES + 1) + b"</manifest>") == "bad_manifest"
    assert code(b"<manifest>" + b"x" * (tree.MAX_TEXT + 1) + b"</manifest>") == "bad_manifest"
    assert code(b" " * (tree.MAX_BYTES + 1)) == "bad_manifest"
    assert code(b'<?xml version="1.0" encoding="klingon"?><a/>') == "bad_manifest"


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_nothing_else_ever_comes_out(noise: bytes) -> None:
    whole = packages.scorm12()
    for data in (noise, whole[:150] + noise + whole[150:]):
        try:
            manifest.read("imsmanifest.xml", data, FILES)
        except Refused:
            continue


def test_archives_that_are_none_or_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened(b"no zip at all") == "not_zip"
    assert opened(packages.zipped({"index.html": b""})) == "no_manifest"
    assert opened(packages.zipped({"course/imsmanifest.xml": packages.scorm12()})) == "no_manifest"
    for name in ("../up.html", "/root.html", "a//b.html", "C:/x.html", "a/./b.html", "x" * 500):
        assert opened(packages.simple(**{name: b"x"})) == "bad_name", name
    wide = "<html><head></head></html>".encode("utf-16")
    assert opened(packages.simple(wide)) == "wide_page"
    broken = bytearray(packages.simple(b"<html>" + b"lesson " * 50))
    at = broken.index(b"index.html") + len("index.html")
    broken[at : at + 8] = b"\xff" * 8
    assert opened(bytes(broken)) == "damaged"
    monkeypatch.setattr(unpack, "MAX_FILES", 2)
    assert opened(packages.simple(b"", a=b"", b=b"")) == "too_many"


def test_a_size_that_the_list_lies_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten gigabytes are claimed, or a bomb unfolds: nothing is read beyond the limit."""
    data = bytearray(packages.simple(b"x" * 1_000))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.getinfo("index.html").file_size == 1_000
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (0xF0000000).to_bytes(4, "little")
    assert opened(bytes(data)) == "too_large"
    monkeypatch.setattr(unpack, "MAX_FILE", 999)
    assert opened(packages.simple(b"x" * 1_000)) == "too_large"


def test_two_files_of_one_name() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("imsmanifest.xml", packages.scorm12())
        out.writestr("index.html", b"a")
        with pytest.warns(UserWarning, match="Duplicate"):
            out.writestr("index.html", b"b")
    assert opened(made.getvalue()) == "two_files"
