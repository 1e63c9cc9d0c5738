"""Documents and mails are containers too: macros, what fetches or starts by itself, attachments under their own names."""

import email.message
import uuid

import pytest

from tests.mail.archives import PE, Made, macro, ole, zipped
from tests.mail.looking import codes, look

AUTO = b'Attribute VB_Name = "ThisDocument"\r\nSub Document_Open()\r\nEnd Sub\r\n'
TYPES = Made("[Content_Types].xml", b"<Types/>")
RELATIONS = (
    b'<Relationships><Relationship Id="r1" Type="http://s/%s" Target="%s" TargetMode="External"/></Relationships>'
)


def project(text: bytes = AUTO) -> dict[str, bytes]:
    return {
        "VBA/dir": b"\x01\x00\xb0\x00",
        "VBA/_VBA_PROJECT": b"\xcc\x61",
        "VBA/ThisDocument": b"compiled" * 9 + macro(text),
    }


def document(*more: Made) -> bytes:
    return zipped(TYPES, Made("word/document.xml", b"<w:document><w:t>DDE is a word</w:t></w:document>"), *more)


def test_an_ordinary_document_is_safe():
    links = RELATIONS % (b"hyperlink", b"https://example.org/")
    assert look(document(Made("word/_rels/document.xml.rels", links)), "a.docx").verdict == "safe"


def test_macros_in_a_new_document_and_which_one_starts_by_itself():
    seen = look(document(Made("word/vbaProject.bin", ole(project()))), "a.docm")
    assert (seen.verdict, codes(seen)) == ("unsafe", {"macros"})
    assert seen.reasons[0].detail == "Document_Open starts by itself"
    quiet = look(document(Made("word/vbaProject.bin", ole(project(b"Sub Sums()\r\nEnd Sub\r\n")))), "a.docm")
    assert quiet.reasons[0].detail == "none that starts by itself"


def test_macros_in_an_old_document():
    streams = {f"Macros/{path}": data for path, data in project().items()}
    seen = look(ole({"WordDocument": b"\xec\xa5" + bytes(40), **streams}), "a.doc")
    assert (seen.verdict, codes(seen)) == ("unsafe", {"macros"})
    assert look(ole({"WordDocument": b"\xec\xa5" + bytes(40)}), "a.doc").verdict == "safe"


def test_sheets_of_macros_old_and_new():
    sheet = bytes.fromhex("0908100000060500") + bytes(12)
    book = b"\x09\x08\x10\x00" + bytes(16) + b"\x85\x00\x09\x00" + bytes(4) + b"\x00\x01\x01\x00M" + b"\x0a\x00\x00\x00"
    assert codes(look(ole({"Workbook": book}), "a.xls")) == {"macros"}
    plain = book.replace(b"\x00\x01\x01\x00M", b"\x00\x00\x01\x00M")
    assert look(ole({"Workbook": plain}), "a.xls").verdict == "safe"
    assert codes(look(zipped(TYPES, Made("xl/macrosheets/sheet1.xml", sheet)), "a.xlsm")) == {"macros"}


def test_a_locked_workbook():
    book = b"\x09\x08\x10\x00" + bytes(16) + b"\x2f\x00\x36\x00" + bytes(54) + b"\x0a\x00\x00\x00"
    assert look(ole({"Workbook": book}), "a.xls").verdict == "encrypted"


@pytest.mark.parametrize("kind", [b"attachedTemplate", b"oleObject", b"frame"])
def test_a_part_that_is_fetched_from_elsewhere(kind):
    far = look(
        document(Made("word/_rels/settings.xml.rels", RELATIONS % (kind, b"https://far.example/t.dotm"))), "a.docx"
    )
    assert (far.verdict, codes(far)) == ("unsafe", {"fetches"})
    written = (
        (RELATIONS % (kind, b"&#104;ttps://far.example/t.dotm")).decode().replace("<Rel", "<p:Rel").encode("utf-16")
    )
    hidden = look(document(Made("word/_rels/settings.xml.rels", written)), "a.docx")
    assert codes(hidden) == {"fetches"}
    near = look(document(Made("word/_rels/settings.xml.rels", RELATIONS % (kind, b"Normal.dotm"))), "a.docx")
    assert near.verdict == "safe"


def test_a_field_that_starts_a_program_also_when_it_is_cut_up():
    field = b'<w:document><w:instrText>DD</w:instrText><w:r/><w:instrText>EAUTO c:\\\\x "y"</w:instrText></w:document>'
    seen = look(zipped(TYPES, Made("word/document.xml", field)), "a.docx")
    assert (seen.verdict, codes(seen)) == ("unsafe", {"commands"})


def test_a_program_that_was_dragged_into_a_document():
    native = b"\x00\x01\x00\x00\x02\x00invoice\0C:\\a\\invoice.exe\0" + bytes(40)
    seen = look(document(Made("word/embeddings/oleObject1.bin", ole({"\x01Ole10Native": native}))), "a.docx")
    assert (seen.verdict, codes(seen)) == ("unsafe", {"embedded"})


def test_a_program_that_lies_beside_the_text():
    assert codes(look(document(Made("word/embeddings/x.exe", PE)), "a.docx")) == {"embedded"}


def test_a_table_that_asks_a_program_for_a_value():
    link = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="x"/></externalLink>'
    assert codes(look(zipped(TYPES, Made("xl/externalLinks/externalLink1.xml", link)), "a.xlsx")) == {"commands"}


def test_an_installer_under_another_name():
    installer = ole({"Table": b"x"}, uuid.UUID("000C1084-0000-0000-C000-000000000046").bytes_le)
    assert codes(look(installer, "invoice.doc")) == {"masked"}
    assert codes(look(installer, "setup.msi")) == {"program"}


def mail(name: str, data: bytes) -> bytes:
    letter = email.message.EmailMessage()
    letter["Subject"] = "figures"
    letter.set_content("see there")
    letter.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return letter.as_bytes()


def test_attachments_of_a_mail():
    assert look(mail("figures.zip", zipped(Made("a.csv"))), "a.eml").verdict == "safe"
    assert codes(look(mail("figures.zip", zipped(Made("../../x"))), "a.eml")) == {"traversal"}
    assert codes(look(mail("facture é.exe", PE), "a.eml")) == {"program"}
    assert codes(look(mail("invoice.pdf.js", b"x"), "a.eml")) >= {"disguised"}


def test_attachments_of_outlooks_own_mails():
    name = "invoice.pdf.exe".encode("utf-16-le")
    seen = look(
        ole({"__attach_version1.0_#00000000/__substg1.0_3707001F": name,
             "__attach_version1.0_#00000000/__substg1.0_37010102": zipped(Made("../../x"))}), "a.msg",
    )  # fmt: skip
    assert codes(seen) >= {"traversal", "disguised"}
    assert {"invoice.pdf.exe"} <= {one.path for one in seen.members}


def test_two_hundred_parts_within_parts_end_in_a_verdict():
    body = b"MIME-Version: 1.0\n"
    for number in range(200):
        body += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
    assert look(body + b"Content-Type: text/plain\n\nwords\n", "a.eml").verdict in ("safe", "unreadable")
