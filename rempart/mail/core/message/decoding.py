"""Bytes to letters, whatever the mail says about them: charset lies, encoded words, percent signs."""

import base64
import binascii
import codecs
import quopri
import re
import unicodedata

_WORD = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?]{0,4000})\?=")
_BETWEEN = re.compile(r"(\?=)[ \t\r\n]+(?==\?)")
# codecs that only map bytes to letters; Python knows others (zip, idna, escapes) that would do work for a stranger
_KNOWN = re.compile(
    r"^(utf.?(7|8|8.sig|16|16le|16be|32)|(us.?)?ascii|(iso.?8859|latin).?\d{1,2}|l\d|(cp|windows|ibm).?\d{3,4}|koi8.?[rut]"
    r"|gb.?(2312|k|18030)|hz.gb.2312|big5(.?hkscs)?|shift.?jis|sjis|ms932|euc.?(jp|kr|cn)|iso.?2022.?(jp|kr)(.?\d)?|mac.?roman|tis.?620|ks.c.5601.1987)$"
)
_UNSEEN = dict.fromkeys(
    [0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, 0xFEFF, *range(0x180B, 0x180F), *range(0x200B, 0x2010),
     *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080)]
)  # fmt: skip


def text(raw: bytes, charset: str = "") -> str:
    """As the mail says, or as UTF-8, or each byte as a letter: never raises, never loses the readable part."""
    named = charset.strip().strip("\"'").lower()
    wish = "gb18030" if re.match(r"gb.?(2312|k)$", named) else named
    for name in ("utf-8", wish) if named in ("", "us-ascii", "ascii") else (wish, "utf-8"):
        if not _KNOWN.match(name):
            continue
        try:
            return codecs.decode(raw, name, "strict")
        except (LookupError, UnicodeError, ValueError):
            continue
    if wish.startswith("utf-16") or not _KNOWN.match(wish):
        wish = "utf-8"
    try:
        found = codecs.decode(raw, wish, "replace")
    except (LookupError, UnicodeError, ValueError):
        found = raw.decode("latin-1")
    return found if found.count("\ufffd") * 8 < len(found) + 8 else raw.decode("latin-1")


def header(value: str) -> str:
    """A header's value as a person sees it: encoded words opened, line ends gone."""
    raw = value.encode("latin-1", "replace")
    shown = value if raw.isascii() else text(raw)
    shown = _WORD.sub(_word, _BETWEEN.sub(r"\1", shown))
    return " ".join(shown.split())


def _word(found: re.Match[str]) -> str:
    charset, how, body = found.group(1).partition("*")[0], found.group(2), found.group(3)
    if how in "qQ":
        return text(quopri.decodestring(body.replace("_", " ").encode("ascii", "replace"), header=False), charset)
    return text(base64_bytes(body.encode("ascii", "ignore")), charset)


def base64_bytes(raw: bytes) -> bytes:
    """What can be had of it; nothing where nothing can."""
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", raw.translate(bytes.maketrans(b"-_", b"+/")))
    kept = kept[: len(kept) - (len(kept) % 4 == 1)]
    try:
        return base64.b64decode(kept + b"=" * (-len(kept) % 4))
    except (binascii.Error, ValueError):
        return b""


def seen(shown: str) -> str:
    """Without letters that nobody sees, styled letters made plain."""
    return unicodedata.normalize("NFKC", shown.translate(_UNSEEN))
