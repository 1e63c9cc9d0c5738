"""The child that looks into pictures and PDF: finds QR codes and links, follows none, one line for each part."""

import io
import os
import struct
import sys
from collections.abc import Iterator
from typing import Any

import msgspec

from rempart.mail.core.message import carried
from rempart.mail.core.message.carried import Carried
from rempart.mail.core.message.urls import in_words
from rempart.mail.net.inside.child import confine

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")


class Early(Exception):
    """Why a part is not read to its end."""


def main() -> None:
    """Parts come on standard input, each behind its length; a part that kills this process leaves the rest unread."""
    import pypdf
    import zxingcpp  # noqa: F401 - loaded before the walls close
    from PIL import Image, WebPImagePlugin

    Image.preinit()
    del pypdf, WebPImagePlugin
    confine(carried.CPU_S, carried.MEMORY)
    stream, number = os.fdopen(0, "rb"), 0
    while len(length := stream.read(4)) == 4:
        told = _looked(number, stream.read(struct.unpack(">I", length)[0]))
        sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
        sys.stdout.buffer.flush()
        number += 1
    os._exit(0)


def _looked(number: int, data: bytes) -> Carried:
    told = Carried(number, [])
    try:
        for words, where in _links(data) if b"%PDF" in data[:1_024] else _codes(data):
            plain = words[: carried.MAX_WORDS].encode("utf-8", "replace").decode()
            if (plain, where) not in told.found:
                told.found.append((plain, where))
            if len(told.found) >= carried.MAX_FOUND:
                raise Early("too_many")
    except Early as early:
        told.unread = str(early)
    except MemoryError:
        told.unread = "memory"
    except Exception:  # noqa: BLE001 - the edge: a hostile file may make a library raise anything
        told.unread = "damaged"
    return told


def _codes(data: bytes) -> Iterator[tuple[str, str]]:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = carried.MAX_PIXELS * 4  # our own limit comes first
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        left = carried.MAX_PIXELS
        for frame in range(carried.MAX_FRAMES + 1):
            try:
                picture.seek(frame)
            except EOFError:
                return
            left -= picture.width * picture.height
            if left < 0:
                raise Early("too_large")
            if frame == carried.MAX_FRAMES:
                raise Early("too_many")
            yield from _read(picture)


def _read(picture: Any) -> Iterator[tuple[str, str]]:
    """Clear parts lie on white, as mail programs show them."""
    import zxingcpp
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        shown = picture.convert("RGBA")
        white = Image.new("RGBA", shown.size, "white")
        grey = Image.alpha_composite(white, shown).convert("L")
    else:
        grey = picture.convert("L")
    for one in zxingcpp.read_barcodes(grey):
        yield one.text, "qr"


def _links(data: bytes) -> Iterator[tuple[str, str]]:
    import pypdf

    book = pypdf.PdfReader(io.BytesIO(data))
    if book.is_encrypted and not book.decrypt(""):
        raise Early("locked")
    pictures: set[int] = set()
    damaged, left = False, carried.MAX_PDF_WORDS
    for number, page in enumerate(book.pages):
        if number >= carried.MAX_PAGES:
            raise Early("too_many")
        notes = _plain(page.get("/Annots")) or []
        if len(notes) > carried.MAX_NOTES:
            raise Early("too_many")
        for note in notes:
            action = _plain(_plain(note).get("/A")) or {}
            address = _plain(action.get("/URI")) or _plain(action.get("/F"))
            if isinstance(address, bytes | str):
                yield (address if isinstance(address, str) else address.decode("latin-1")), "pdf"
        try:
            yield from _drawn(page, pictures)
            left -= _length(page)
            if left >= 0:
                yield from ((address, "pdf") for address in in_words(page.extract_text()))
        except (Early, MemoryError):
            raise
        except Exception:  # noqa: BLE001 - a picture that cannot be read hides no link of the pages after it
            damaged = True
    if damaged:
        raise Early("damaged")
    if left < 0:
        raise Early("too_large")


def _length(page: Any) -> int:
    """Bytes of what draws a page, unpacked."""
    held = _plain(page.get("/Contents")) or []
    return sum(len(_plain(one).get_data()) for one in (held if isinstance(held, list) else [held]))


def _drawn(page: Any, seen: set[int]) -> Iterator[tuple[str, str]]:
    """QR codes in the pictures of a page; not in what is drawn by lines."""
    held = _plain((_plain(page.get("/Resources")) or {}).get("/XObject")) or {}
    for name in held:
        drawn = _plain(held[name])
        if drawn.get("/Subtype") != "/Image" or id(drawn) in seen:
            continue
        seen.add(id(drawn))
        if len(seen) > carried.MAX_PDF_PICTURES:
            raise Early("too_many")
        if int(drawn["/Width"]) * int(drawn["/Height"]) > carried.MAX_PIXELS:
            raise Early("too_large")
        yield from _read(drawn.decode_as_image())


def _plain(held: Any) -> Any:
    """What a reference names."""
    return held.get_object() if hasattr(held, "get_object") else held
