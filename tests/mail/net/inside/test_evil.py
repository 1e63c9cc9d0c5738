"""Every class of evil once in every format that can carry it, and its clean twin beside it: MAIL-01, THR-32."""

import pytest

from tests.mail.archives import FORMATS, PE, Made, make
from tests.mail.looking import codes, look

UNIX = ("tar", "tar.gz", "tar.bz2", "tar.xz", "tar.zst", "cpio")
LINKING = (*UNIX, "zip", "7z", "rar", "rar5", "iso")
NAMED = tuple(form for form in FORMATS if form != "cab")
CLEAN = (Made("report/read me.txt"), Made("report/figures.csv", b"1;2\n"))


@pytest.mark.parametrize("form", [*FORMATS, "iso", "tar.lz4"])
def test_the_clean_twin_is_safe_and_counted(form):
    seen = look(make(form, *CLEAN))
    assert (seen.verdict, seen.reasons) == ("safe", ())
    files = [one for one in seen.members if one.kind == "file"]
    assert sorted(one.size for one in files) == [4, 6]
    assert all(len(one.sha256) == 64 for one in files)
    assert seen.bytes == 10


@pytest.mark.parametrize("form", NAMED)
@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "a/../../x", "..\\..\\start\\x"])
def test_a_name_that_leads_out(form, name):
    seen = look(make(form, *CLEAN, Made(name)))
    assert (seen.verdict, codes(seen)) == ("unsafe", {"traversal"})


@pytest.mark.parametrize("form", NAMED)
@pytest.mark.parametrize("name", ["/etc/cron.d/x", "C:\\Users\\x", "C:/Users/x", "\\\\server\\share\\x"])
def test_a_name_that_begins_elsewhere(form, name):
    seen = look(make(form, *CLEAN, Made(name)))
    assert (seen.verdict, codes(seen)) == ("unsafe", {"absolute"})


def test_a_cabinet_that_leads_out():
    seen = look(make("cab", Made("..\\..\\x")))
    assert (seen.verdict, codes(seen)) == ("unsafe", {"traversal"})


@pytest.mark.parametrize("form", LINKING)
@pytest.mark.parametrize("target", ["/etc/passwd", "../../secret"])
def test_a_link_out(form, target):
    seen = look(make(form, *CLEAN, Made("report/l", kind="link", target=target)))
    assert seen.verdict == "unsafe"
    assert [(one.code, one.path.lstrip("./"), one.detail) for one in seen.reasons] == [("link_out", "report/l", target)]


@pytest.mark.parametrize("form", LINKING)
def test_a_link_that_stays_within_is_no_evil(form):
    assert look(make(form, *CLEAN, Made("report/l", kind="link", target="figures.csv"))).verdict == "safe"


@pytest.mark.parametrize("form", [form for form in LINKING if form != "iso"])
@pytest.mark.parametrize("target", ["/etc/cron.d", "../../elsewhere", "C:\\Users\\Public"])
def test_a_write_through_a_link_CVE_2025_11001(form, target):
    """The class of CVE-2025-11001: a link, then a file below its name. It is told where it would have been written."""
    seen = look(make(form, Made("photos", kind="link", target=target), Made("photos/cover.txt")))
    assert seen.verdict == "unsafe"
    assert ("link_then_write", "photos/cover.txt") in {(one.code, one.path) for one in seen.reasons}
    (through,) = (one.detail for one in seen.reasons if one.code == "link_then_write")
    assert target in through or through == "photos"


@pytest.mark.parametrize("form", [form for form in LINKING if form not in ("iso", "rar")])
def test_a_write_through_a_chain_of_links_that_each_stay_within(form):
    """a -> b/c and b -> . look harmless; together with `..` they lead out."""
    seen = look(
        make(form, Made("b", kind="folder"), Made("b/up", kind="link", target=".."), Made("b/up/up", kind="link", target="b/up/.."),
             Made("b/up/up/x"))
    )  # fmt: skip
    assert seen.verdict == "unsafe"
    assert "link_then_write" in codes(seen)


@pytest.mark.parametrize("form", ["tar", "tar.gz", "cpio", "zip", "rar5"])
def test_a_device(form):
    seen = look(make(form, *CLEAN, Made("report/tty", kind="device")))
    assert (seen.verdict, codes(seen)) == ("unsafe", {"device"})


@pytest.mark.parametrize("form", ["tar", "tar.gz", "rar5"])
def test_a_second_name_of_something_outside(form):
    seen = look(make(form, *CLEAN, Made("report/h", kind="hard_link", target="../../etc/passwd")))
    assert (seen.verdict, codes(seen)) == ("unsafe", {"link_out"})
    inside = look(make(form, *CLEAN, Made("report/h", kind="hard_link", target="report/figures.csv")))
    assert inside.verdict == "safe"


def test_a_second_name_of_a_link_is_that_link():
    seen = look(
        make(
            "tar", Made("l", kind="link", target="inside"), Made("d/h", kind="hard_link", target="l"), Made("d/h", b"x")
        )
    )
    assert "link_then_write" in codes(seen)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("invoice.pdf.exe", "disguised"),
        ("invoice.docx.lnk", "disguised"),
        ("invoice.pdf                .scr", "disguised"),
        ("photo.jpg.php", "disguised"),
        ("inv\u202efdp.exe", "turned"),
        ("play.hta", "lure"),
        ("invoice.js", "program"),
        ("setup.exe", "program"),
    ],
)
def test_a_name_that_deceives(form, name, code):
    if form == "cab":
        name = name.replace("\u202e", "")  # its names are of one byte a letter: it cannot turn them
        code = "program" if code == "turned" else code
    seen = look(make(form, Made("a/read me.txt"), Made(f"a/{name}")))
    assert seen.verdict == "unsafe"
    assert code in codes(seen)


@pytest.mark.parametrize(
    "content",
    [PE, b"\x7fELF" + bytes(60), b"L\0\0\0\x01\x14\x02\0" + bytes(60), b"ITSF" + bytes(60)],
    ids=["exe", "elf", "lnk", "chm"],
)
@pytest.mark.parametrize("form", [*FORMATS, "iso"])
def test_a_program_under_the_name_of_a_document(form, content):
    seen = look(make(form, *CLEAN, Made("report/invoice.pdf", content)))
    assert (seen.verdict, codes(seen)) == ("unsafe", {"masked"})


@pytest.mark.parametrize("form", ["tar", "zip", "7z", "rar5"])
def test_a_name_that_is_too_long_hides_no_way_out(form):
    seen = look(make(form, *CLEAN, Made("a/" * 2_500 + "../" * 2_600 + "x")))
    assert seen.verdict == "unsafe"
    assert "long_name" in codes(seen)
