"""Containers of Microsoft's old kind (OLE): Word, Excel, Outlook's .msg, installers. Their streams are entries."""

import struct
from collections.abc import Iterator
from typing import Any, BinaryIO

from rempart.mail.core.archive import office
from rempart.mail.core.archive.limits import MAX_ENTRIES, MAX_MACRO, MAX_PART
from rempart.mail.core.archive.names import LURES, PROGRAMS, SCRIPTS, ending
from rempart.mail.net.inside.item import Broken, Item, Note, blocks

# What Windows Installer calls its packages, patches and transforms, whatever the file is called.
_INSTALLERS = frozenset(f"000C108{digit}-0000-0000-C000-000000000046" for digit in "246")
_WORKBOOK_MOST = 64 * 1024 * 1024
_NAME_W, _NAME_A = "__substg1.0_3707001F", "__substg1.0_3707001E"
_DATA = "__substg1.0_37010102"


def listed(stream: BinaryIO, name: str) -> Iterator[Item | Note]:
    """What it hides first, then every stream. Attachments of a .msg come under their own names. Raises Broken."""
    import olefile

    try:
        held = olefile.OleFileIO(stream)
        paths = held.listdir(streams=True, storages=False)
    except (OSError, ValueError, IndexError, struct.error, TypeError, RecursionError) as bad:
        raise Broken("damaged", str(bad)) from bad
    if len(paths) > MAX_ENTRIES:
        raise Broken("too_many", f"{len(paths)} streams")
    yield from _hidden(held, paths, name)
    for path in paths:
        yield _stream(held, path)


def _hidden(held: Any, paths: list[list[str]], name: str) -> Iterator[Note]:
    if str(held.root.clsid).upper() in _INSTALLERS and ending(name) not in ("msi", "msp", "mst", "msm"):
        yield Note(name, "masked")
    bare = {path[-1].lower(): path for path in paths}
    if {"encryptedpackage", "encryptioninfo"} & bare.keys():
        yield Note(name, "locked")
    if "worddocument" in bare and office.is_locked_text(_start(held, bare["worddocument"], 64)):
        yield Note(name, "locked")
    for book in ("workbook", "book"):
        if book in bare:
            has_macros, is_locked = office.old_workbook(_start(held, bare[book], _WORKBOOK_MOST))
            yield from [Note(name, "locked")] if is_locked else []
            yield from [Note(name, "macros", "sheets of the old kind")] if has_macros else []
    folders = [path[:-1] for path in paths if path[-1].lower() == "dir" and len(path) > 1 and path[-2].lower() == "vba"]
    for folder in folders:
        yield Note(name, "macros", _macros(held, [path for path in paths if path[:-1] == folder]))
    for path in paths:
        inner = embedded_name(_start(held, path, 4_096)) if path[-1] == "\x01Ole10Native" else ""
        if ending(inner) in LURES | PROGRAMS | SCRIPTS:
            yield Note(name, "embedded", inner)


def _macros(held: Any, modules: list[list[str]]) -> str:
    """What starts by itself, in the text of the modules; a module's text begins where its packed form can be read."""
    left = MAX_MACRO
    for path in modules:
        data = _start(held, path, MAX_PART)
        at = data.find(b"\x01")
        while at >= 0 and left > 0:
            if at + 3 <= len(data) and data[at + 2] & 0xF0 == 0xB0:
                text = office.unpacked_macros(data[at:], left)
                left -= len(text)
                if begins := office.starts_by_itself(text):
                    return f"{begins} starts by itself"
            at = data.find(b"\x01", at + 1)
    return "none that starts by itself"


def embedded_name(native: bytes) -> str:
    """The name of a file that was dragged into a document: after size and two bytes, a label, then a path."""
    parts = native[6:].split(b"\0", 2)
    return parts[1].decode("latin-1")[:300] if len(parts) > 2 else ""


def _start(held: Any, path: list[str], most: int) -> bytes:
    try:
        return bytes(held.openstream(path).read(most))
    except (OSError, ValueError, IndexError, struct.error) as bad:
        raise Broken("damaged", str(bad)) from bad


def _stream(held: Any, path: list[str]) -> Item:
    shown = "/".join(path)
    if path[-1] == _DATA and path[0].startswith("__attach"):
        shown = _attachment(held, path[:-1]) or shown
    else:
        shown = "".join(letter if letter >= " " else f"[{ord(letter)}]" for letter in shown)
    return Item(path=shown, size=held.get_size(path), content=lambda: _content(held, path))


def _content(held: Any, path: list[str]) -> Iterator[bytes]:
    try:
        yield from blocks(held.openstream(path))
    except (OSError, ValueError, IndexError, struct.error) as bad:
        raise Broken("damaged", str(bad)) from bad


def _attachment(held: Any, folder: list[str]) -> str:
    for name, codec in ((_NAME_W, "utf-16-le"), (_NAME_A, "cp1252")):
        if held.exists([*folder, name]):
            return _start(held, [*folder, name], 2_048).decode(codec, "replace").rstrip("\0")
    return ""
