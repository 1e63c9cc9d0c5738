"""Outlook's packed rich text, and the words or the HTML within it. Hostile bytes: bounded, never raises.

Sources: MS-OXRTFCP (packing), MS-OXRTFEX (HTML within rich text).
"""

import re
import struct

MAX_RICH = 4 * 1024 * 1024  # bytes that packed text may become
MAX_OPEN = 1_000  # groups within groups
_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_KNOWN = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArial"
    rb"Times New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_WINDOW = 4_096
_TOKEN = re.compile(
    rb"([{}])|\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|[\r\n]+|([^\\{}\r\n]+)"
)
_SAYS = {
    b"par": "\r\n", b"line": "\r\n", b"tab": "\t", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•",
    b"endash": "–", b"emdash": "—",
}  # fmt: skip
_SILENT = frozenset((b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"mhtmltag", b"themedata", b"generator"))


def unpacked(raw: bytes) -> bytes:
    """What can be had of it; nothing where it is not packed text."""
    if len(raw) < 16:
        return b""
    size, kind = struct.unpack_from("<4xII", raw)
    if kind == _PLAIN:
        return raw[16 : 16 + min(size, MAX_RICH)]
    if kind != _PACKED:
        return b""
    window = bytearray(_KNOWN.ljust(_WINDOW, b"\0"))
    out, at, end = bytearray(), len(_KNOWN), 16
    while end < len(raw) and len(out) < min(size, MAX_RICH):
        flags, end = raw[end], end + 1
        for bit in range(8):
            if not flags >> bit & 1:
                piece, end = raw[end : end + 1], end + 1
            elif end + 2 <= len(raw):
                pair, end = raw[end] << 8 | raw[end + 1], end + 2
                if pair >> 4 == at:  # points at itself: the end
                    return bytes(out)
                piece = b""
                for step in range((pair & 15) + 2):
                    window[at] = window[(pair >> 4) + step & _WINDOW - 1]
                    out.append(window[at])
                    at = at + 1 & _WINDOW - 1
            else:
                return bytes(out)
            if piece:
                window[at] = piece[0]
                out += piece
                at = at + 1 & _WINDOW - 1
    return bytes(out)


class _Reader:
    """A group is silent, or a piece of HTML as it was."""

    def __init__(self, codec: str) -> None:
        self.codec = codec
        self.said: list[str] = []
        self.raw = bytearray()
        self.groups: list[tuple[bool, bool]] = []
        self.silent = self.hidden = False
        self.is_new = False  # nothing stood in this group yet but the star
        self.skip = 0  # letters that stand for readers without Unicode

    def say(self, words: str) -> None:
        if not self.silent and not self.hidden:
            self._flush()
            self.said.append(words)

    def letters(self, data: bytes) -> None:
        kept = data[self.skip :]
        self.skip = max(0, self.skip - len(data))
        if not self.silent and not self.hidden:
            self.raw += kept

    def _flush(self) -> None:
        if self.raw:
            self.said.append(bytes(self.raw).decode(self.codec, "replace"))
            self.raw.clear()

    def brace(self, mark: bytes) -> None:
        self.skip = 0
        if mark == b"{" and len(self.groups) < MAX_OPEN:
            self.groups.append((self.silent, self.hidden))
        elif mark == b"}" and self.groups:
            self.silent, self.hidden = self.groups.pop()

    def word(self, word: bytes, number: bytes | None) -> None:
        self.skip = 0
        if self.is_new and word != b"htmltag":
            self.silent = True
        elif word == b"htmlrtf":
            self.hidden = number != b"0"
        elif word in _SILENT:
            self.silent = True
        elif word == b"u" and number is not None:
            self.say(chr(int(number) % 0x10000))
            self.skip = 1
        elif word in _SAYS:
            self.say(_SAYS[word])

    def done(self) -> str:
        self._flush()
        joined = "".join(self.said)
        return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def words(rich: bytes) -> tuple[str, bool]:
    """Its text; and whether that is HTML."""
    page = re.search(rb"\\ansicpg(\d{3,5})", rich[:2_000])
    codec = f"cp{page.group(1).decode()}" if page else "cp1252"
    reader = _Reader("utf-8" if codec == "cp65001" else codec if _is_known(codec) else "cp1252")
    for found in _TOKEN.finditer(rich[:MAX_RICH]):
        brace, byte, word, number, mark, plain = found.groups()
        if brace:
            reader.brace(brace)
        elif mark == b"*":
            reader.is_new = True
            continue
        elif byte:
            reader.letters(bytes.fromhex(byte.decode()))
        elif word:
            reader.word(word, number)
        elif mark:
            reader.letters(mark if mark in b"\\{}" else b" " if mark == b"~" else b"")
        elif plain:
            reader.letters(plain)
        reader.is_new = False
    return reader.done(), rb"\fromhtml1" in rich[:2_000]


def _is_known(codec: str) -> bool:
    return codec in {f"cp{number}" for number in (437, 850, 852, 866, 874, 932, 936, 949, 950, *range(1250, 1259))}
