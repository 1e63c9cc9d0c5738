"""Pictures and PDF of a mail: what leads somewhere is found behind walls, what attacks the reader is unread, never clean."""

import io
import struct
import zlib
from collections.abc import Sequence
from email.message import EmailMessage

import pytest
import segno
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, IndirectObject, NameObject, NumberObject

from rempart.mail.core.message.letter import Part
from rempart.mail.core.model.weights import shipped
from rempart.mail.core.verdict import OwnDomains, Verdict, judge
from rempart.mail.net.carrying import carried

BAD = "https://paypal-secure.icu/login"


def qr(address: str = BAD, kind: str = "png") -> bytes:
    out = io.BytesIO()
    segno.make(address, micro=False).save(out, kind="png", scale=6)
    if kind == "png":
        return out.getvalue()
    again = io.BytesIO()
    Image.open(out).convert("L").save(again, kind)
    return again.getvalue()


def pdf(address: str = "", picture: bytes = b"", pages: int = 1) -> bytes:
    book = PdfWriter()
    for _ in range(pages):
        page = book.add_blank_page(300, 300)
    if address:
        book.add_annotation(0, Link(rect=(10, 10, 90, 90), url=address))
    if picture:
        image = Image.open(io.BytesIO(picture)).convert("L")
        drawn = DecodedStreamObject()
        drawn.set_data(image.tobytes())
        drawn.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Image"),
                      NameObject("/Width"): NumberObject(image.width), NameObject("/Height"): NumberObject(image.height),
                      NameObject("/ColorSpace"): NameObject("/DeviceGray"), NameObject("/BitsPerComponent"): NumberObject(8)})  # fmt: skip
        held = DictionaryObject({NameObject("/I"): book._add_object(drawn.flate_encode())})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): held})
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def written_pdf(*words: str) -> bytes:
    """A page with these lines, links of which are words and no annotation."""
    book = PdfWriter()
    page = book.add_blank_page(600, 300)
    face = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(name): NameObject(value) for name, value in face.items()})
    held = DictionaryObject({NameObject("/F"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): held})
    drawn = DecodedStreamObject()
    lines = "".join(f"({one}) Tj 0 -14 Td " for one in words)
    drawn.set_data(f"BT /F 12 Tf 10 280 Td {lines}ET".encode())
    page[NameObject("/Contents")] = book._add_object(drawn.flate_encode())
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def looping_pdf() -> bytes:
    """Its tree of pages holds itself."""
    book = PdfWriter()
    book.add_blank_page(100, 100)
    tree = book._root_object["/Pages"].get_object()
    me = book._root_object.raw_get("/Pages")
    assert isinstance(me, IndirectObject)
    tree[NameObject("/Kids")] = ArrayObject([me, me])  # type: ignore[index]
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def nested_pdf(depth: int = 30) -> bytes:
    """What its page draws draws something twice, which draws something twice, and so on."""
    book = PdfWriter(io.BytesIO(written_pdf("here")))
    inner = None
    for _ in range(depth):
        form = DecodedStreamObject()
        form.set_data(b"/I Do /I Do" if inner else b"")
        form.update({NameObject("/Subtype"): NameObject("/Form")})
        held = DictionaryObject({NameObject("/I"): inner}) if inner else DictionaryObject()
        form[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): held})
        inner = book._add_object(form)
    page = book.pages[0]
    page[NameObject("/Resources")] = form["/Resources"]
    page[NameObject("/Contents")] = inner
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def huge_pdf() -> bytes:
    """One page, named 100,000 times."""
    book = PdfWriter()
    book.add_blank_page(100, 100)
    tree = book._root_object["/Pages"].get_object()
    tree[NameObject("/Kids")] = ArrayObject(list(tree["/Kids"]) * 100_000)  # type: ignore[index]
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def bomb_pdf() -> bytes:
    """A picture that says it is small, and is a gigabyte once unpacked."""
    packer = zlib.compressobj(9)
    block = bytes(1 << 20)
    packed = b"".join(packer.compress(block) for _ in range(1_024)) + packer.flush()
    book = PdfWriter(io.BytesIO(pdf(picture=qr())))
    held = book.pages[0]["/Resources"]["/XObject"]["/I"]  # type: ignore[index]
    held._data = packed
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def header_png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(20_000))) + chunk(b"IEND", b"")
    )


def many_frames() -> bytes:
    """A GIF of 10,000 frames of one dot."""
    frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + frame * 10_000 + b";"


def many_webps(count: int) -> bytes:
    """One that moves."""
    out = io.BytesIO()
    frames = [Image.new("L", (9, 9), 255 * (place % 2)) for place in range(count)]
    frames[0].save(out, "webp", save_all=True, append_images=frames[1:])
    return out.getvalue()


def part(body: bytes, kind: str = "image/png", name: str = "") -> Part:
    return Part(kind=kind, name=name, body=body, size=len(body))


def looked(parts: Sequence[Part]) -> Sequence[Part]:
    carried(parts)
    return parts


def mail(*files: tuple[str, bytes]) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "Anna <anna@hafenwerk.example>", "c@acme.example", "Minutes"
    letter.set_content("As agreed, see the page that hangs on this letter.")
    for name, body in files:
        kind = "pdf" if name.endswith("pdf") else "png"
        letter.add_attachment(
            body,
            maintype="application" if kind == "pdf" else "image",
            subtype=kind,
            filename=name,
            disposition="inline",
        )
    return letter.as_bytes()


def judged(*files: tuple[str, bytes]) -> Verdict:
    return judge(mail(*files), own=OwnDomains(), model=shipped(), reader=carried)


def test_codes_and_links_are_found_where_they_lie() -> None:
    png, jpeg, gif, linked, drawn, dot = looked([
        part(qr()), part(qr(kind="jpeg"), "image/jpeg"), part(qr(kind="gif"), "application/octet-stream", "a.gif"),
        part(pdf(BAD), "application/pdf"), part(pdf(picture=qr()), "application/pdf"), part(header_png(99, 100)),
    ])  # fmt: skip
    assert [one.carries for one in (png, jpeg, gif)] == [((BAD, "qr"),)] * 3
    assert linked.carries == ((BAD, "pdf"),)
    assert drawn.carries == ((BAD, "qr"),)
    assert dot.carries == ()
    assert [one.unread for one in (png, jpeg, gif, linked, drawn, dot)] == [""] * 6


@pytest.mark.parametrize(
    ("body", "kind", "why"),
    [
        (header_png(60_000, 60_000), "image/png", {"too_large", "damaged"}),
        (many_frames(), "image/gif", {"too_many"}),
        (b"no picture at all", "image/png", {"damaged"}),
        (b"%PDF-1.7\nno paper at all", "application/pdf", {"damaged"}),
        (pdf(BAD, pages=60), "application/pdf", {"too_many"}),
        (huge_pdf(), "application/pdf", {"too_many"}),
        (looping_pdf(), "application/pdf", {"damaged", "too_many", "crashed"}),
        (bomb_pdf(), "application/pdf", {"damaged", "memory", "crashed", "too_large"}),
    ],
    ids=["header", "frames", "no-picture", "no-pdf", "pages", "one-page-often", "loop", "bomb"],
)
def test_what_attacks_the_reader_is_unread(body: bytes, kind: str, why: set[str]) -> None:
    hostile, honest = looked([part(body, kind), part(qr())])
    assert hostile.unread in why
    assert honest.carries or honest.unread == "crashed"  # never empty without a word


def test_what_was_cut_and_what_is_too_many_is_unread() -> None:
    cut = part(qr())
    cut.is_cut = True
    few = [part(header_png(9, 9)) for _ in range(41)]
    looked([cut, *few])
    assert cut.unread == "too_large"
    assert [one.unread for one in few] == [""] * 40 + ["too_many"]


@pytest.mark.parametrize("kind", ["webp", "bmp"])
def test_other_pictures_that_mail_programs_show(kind: str) -> None:
    named, typed, moving = looked([
        part(qr(kind=kind), "application/octet-stream", f"a.{kind}"), part(qr(kind=kind), f"image/{kind}"),
        part(many_webps(30), "image/webp"),
    ])  # fmt: skip
    assert [one.carries for one in (named, typed)] == [((BAD, "qr"),)] * 2
    assert moving.unread == "too_many"


def test_a_link_that_is_only_written_in_a_pdf_is_found() -> None:
    """Programs that show it make a link of it all the same."""
    told, long = looked([
        part(written_pdf("Your parcel waits at", f"{BAD},", "www.other.example/x"), "application/pdf"),
        part(written_pdf("https://first.example/x", *["no link here"] * 100_000), "application/pdf"),
    ])  # fmt: skip
    assert told.carries == ((BAD, "pdf"), ("http://www.other.example/x", "pdf"))
    assert told.unread == ""
    assert long.unread == "too_large"


def test_pages_that_draw_for_ever_end() -> None:
    """pypdf's own limits hold; ours of time would."""
    nested, honest = looked([part(nested_pdf(), "application/pdf"), part(qr())])
    assert nested.carries == ()
    assert honest.carries or honest.unread == "crashed"


def test_a_mail_is_judged_by_what_its_pictures_lead_to() -> None:
    plain = judge(mail(("a.png", qr())), own=OwnDomains(), model=shipped())
    told = judged(("a.png", qr()), ("b.pdf", pdf("https://other.example/x")))
    assert told.probability > plain.probability
    said = {one.code: one.says for one in told.reasons}
    assert said["carried_qr"].en == f"In a QR code it leads to: {BAD}"
    assert "code QR" in said["carried_qr"].fr
    assert "二维码" in said["carried_qr"].zh
    assert "https://other.example/x" in said["carried_pdf"].en
    assert ("qr", BAD) in told.evidence.carried


def test_a_mail_with_an_unread_picture_is_never_clean() -> None:
    told = judged(("a.png", header_png(60_000, 60_000)))
    assert told.verdict != "clean"
    assert "a.png" in {one.code: one for one in told.reasons}["unread_part"].seen
