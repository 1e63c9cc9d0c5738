"""What documents of Office hide: macros and whether they start by themselves, templates from elsewhere, fields that run.

Sources: ECMA-376 (relations), MS-OVBA 2.4.1 (how macros' text is packed), MS-XLS 2.4.28 (sheets of old macros), MS-DOC 2.5.
"""

import html
import re
import struct

_STARTS = re.compile(
    rb"\b(auto_?(?:open|exec|close|new|exit)|document_(?:open|close|new|beforeclose)|workbook_(?:open|activate|beforeclose|"
    rb"close)|(?:new)?document_contentcontrolonenter|\w+_(?:painted|painting|layout|onconnecting))\b",
    re.IGNORECASE,
)
_EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
_FETCHING = re.compile(
    rb"""Type\s*=\s*["'][^"']*/(attachedTemplate|oleObject|frame|subDocument|externalLinkPath)["']"""
)
_TARGET = re.compile(rb"""Target\s*=\s*["']([^"']{1,500})["']""")
_IS_EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']External["']""")
_FAR = re.compile(rb"(?:https?|ftp|file|mhtml|ms-[a-z]+):|\\\\|//", re.IGNORECASE)
_COMMAND = re.compile(rb"\bDDE(?:AUTO)?\b\s+[\"\w\\]", re.IGNORECASE)
_BOUNDSHEET, _FILEPASS, _EOF = 0x85, 0x2F, 0x0A


def text_of(part: bytes) -> bytes:
    """Parts may be written in UTF-16 too; what looks for words must not be passed by that."""
    if part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return part.decode("utf-16", "replace").encode("utf-8", "replace")
    return part


def fetched(relations: bytes) -> list[str]:
    """Addresses that a document loads by itself when it is opened; hyperlinks, which wait for a click, are none."""
    found = []
    for found_one in _EXTERNAL.findall(text_of(relations)):
        one = html.unescape(found_one.decode("utf-8", "replace")).encode()
        target = _TARGET.search(one)
        if _IS_EXTERNAL.search(one) and target and (kind := _FETCHING.search(one)):
            is_far = _FAR.match(target[1]) is not None
            if is_far and kind[1] != b"externalLinkPath":  # a table that quotes another asks before it fetches
                found.append(target[1].decode("utf-8", "replace")[:200])
    return found


def links_commands(part: bytes) -> bool:
    """Tables that ask another program for a value, and name which."""
    return re.search(rb"<(?:\w+:)?ddeLink\b", text_of(part)) is not None


def runs_commands(document: bytes) -> bool:
    """Fields of the kind DDE; their text may be cut by marks in between."""
    fields = re.findall(rb"<\w+:(?:instrText|fldSimple)\b[^>]*>([^<]*)<|\w+:instr=\"([^\"]*)\"", text_of(document))
    joined = html.unescape(b"".join(first or second for first, second in fields).decode("utf-8", "replace"))
    return _COMMAND.search(joined.encode()) is not None


def unpacked_macros(packed: bytes, most: int) -> bytes:
    """The text of a module, from its marker on; what is broken ends it."""
    out = bytearray()
    at = 1
    if packed[:1] != b"\x01":
        return b""
    while at + 2 <= len(packed) and len(out) < most:
        (header,) = struct.unpack_from("<H", packed, at)
        ends = min(at + (header & 0x0FFF) + 3, len(packed))
        at += 2
        if not header & 0x8000:
            out += packed[at:ends]
        else:
            _chunk(packed[at:ends], out)
        at = ends
    return bytes(out[:most])


def _chunk(data: bytes, out: bytearray) -> None:
    start, at = len(out), 0
    while at < len(data):
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data):
                return
            if not flags >> bit & 1:
                out.append(data[at])
                at += 1
                continue
            if at + 2 > len(data) or len(out) == start:
                return
            (token,) = struct.unpack_from("<H", data, at)
            at += 2
            width = max((len(out) - start - 1).bit_length(), 4)
            length, offset = (token & (0xFFFF >> width)) + 3, (token >> (16 - width)) + 1
            if offset > len(out) - start:
                return
            for _ in range(length):
                out.append(out[-offset])


def starts_by_itself(text: bytes) -> str:
    """The name of what runs without being asked, empty when nothing does."""
    found = _STARTS.search(text)
    return found[1].decode("ascii", "replace") if found else ""


def old_workbook(stream: bytes) -> tuple[bool, bool]:
    """Whether a workbook of the old kind has sheets of macros, and whether it is locked."""
    has_macros = is_locked = False
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _BOUNDSHEET and length >= 6:
            has_macros |= stream[at + 9 : at + 10] == b"\x01"
        elif kind == _FILEPASS:
            is_locked = True
        elif kind == _EOF:
            break
        at += 4 + length
    return has_macros, is_locked


def is_locked_text(head: bytes) -> bool:
    """By the flag in the head of a Word document of the old kind."""
    return len(head) >= 12 and head[:2] == b"\xec\xa5" and bool(struct.unpack_from("<H", head, 10)[0] & 0x0100)
