"""What a name gives away, and what it does not."""

import pytest

from rempart.mail.core.archive import names


@pytest.mark.parametrize(
    "name", ["a.pdf.exe", "a.PDF.EXE", "a.docx.lnk. ", "x/a.jpg.scr", "a.txt____________.vbs", "photo.png.php"]
)
def test_a_program_in_a_documents_dress(name):
    assert "disguised" in names.faults(name, is_package=False)


@pytest.mark.parametrize("name", ["jquery.min.js", "a.d.ts", "v1.2.exe", "template.html.php", "archive.tar.gz", "read me.txt",
                                  "example.com", ".bashrc.sh", "résumé.pdf", "报告.docx", "תקציב.pdf"])  # fmt: skip
def test_ordinary_names(name):
    assert names.faults(name, is_package=False) == []


def test_software_about_documents_is_no_document():
    assert names.faults("src/loader.pdf.js", is_package=True) == []
    assert names.faults("src/loader.pdf.js", is_package=False) == ["disguised"]


def test_marks_that_turn_and_letters_that_control():
    assert "turned" in names.faults("a\u202egpj.exe", is_package=False)
    assert "control" in names.faults("a\x1b[2J.txt", is_package=False)


def test_a_tar_is_known_by_its_sum():
    assert not names.is_tar(b"ustar" * 200)
    assert not names.is_tar(b"")
