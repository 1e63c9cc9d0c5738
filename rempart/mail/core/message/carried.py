"""What the child that looks into pictures and PDF may be given, may use and may say. Every number bounds a stranger."""

import re

import msgspec

from rempart.mail.core.message.letter import Part
from rempart.mail.core.message.limits import MIB

MAX_LOOKED = 40  # pictures and PDF of one mail
MAX_PIXELS = 40_000_000  # of one picture, and of all frames of one together: telephones take 12 to 50 million
MAX_FRAMES = 24  # of one that moves
MAX_PAGES = 50  # of one PDF
MAX_NOTES = 500  # annotations of one page
MAX_PDF_PICTURES = 20  # of one PDF
MAX_PDF_WORDS = MIB  # bytes of the instructions that draw the pages of one PDF
MAX_FOUND = 100  # addresses of one part
MAX_WORDS = 4_000  # letters of one QR code: its standard ends there
MAX_SAID = 16 * MIB  # bytes that the child may say
CPU_S, WALL_S = 30, 90.0  # of the child, for one mail
MEMORY = 768 * MIB  # address space of the child
_KINDS = frozenset({
    "image/png", "image/x-png", "image/jpeg", "image/jpg", "image/pjpeg", "image/gif", "image/webp", "image/bmp",
    "image/x-ms-bmp", "application/pdf",
})  # fmt: skip
NAMES = (".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
_MAGIC = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_WEBP = re.compile(rb"RIFF....WEBP", re.DOTALL)


class Carried(msgspec.Struct):
    """One line of the child: words of codes and addresses of links, each with its place, and why it ended early."""

    number: int
    found: list[tuple[str, str]]
    unread: str = ""


def is_looked_into(part: Part) -> bool:
    """By what it says it is, or by its first bytes: mail programs believe either."""
    is_named = part.kind in _KINDS or part.name.lower().endswith(NAMES)
    return is_named or part.body.startswith(_MAGIC) or _WEBP.match(part.body) is not None
