"""What a name alone gives away: a program that is dressed as a document, letters that turn the reading round.

Source: the kinds of files that Windows runs on a double click (PATHEXT, and those that Outlook refuses since 2000).
"""

import re
import unicodedata

# Run on a double click and hardly ever part of honest software that is sent about.
LURES = frozenset({
    "scr", "pif", "hta", "lnk", "jse", "vbs", "vbe", "wsf", "wsh", "wsc", "scf", "cpl", "xll", "settingcontent-ms",
    "library-ms", "search-ms", "searchconnector-ms", "appref-ms", "application", "gadget", "msc", "url", "chm", "iqy", "slk",
    "rdp", "website", "diagcab", "jnlp", "shb", "shs", "xnk", "xbap", "ade", "adp", "mde", "themepack",
})  # fmt: skip
# Run on a double click, and honest software is made of them too: they count where a person finds them at once.
PROGRAMS = frozenset({
    "exe", "com", "bat", "cmd", "ps1", "msi", "msp", "jar", "js", "reg", "appimage", "run", "desktop", "command", "apk", "dmg",
    "pkg", "msix", "appx", "vhd", "vhdx",
})  # fmt: skip
# Run by a server or on purpose, not by a click.
SCRIPTS = frozenset({"php", "phtml", "php5", "php7", "phar", "py", "sh", "pl"})
DOCUMENTS = frozenset({
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "rtf", "csv", "odt", "ods", "jpg", "jpeg", "png", "gif", "bmp",
    "tif", "tiff", "mp3", "mp4", "avi", "htm", "html", "xml", "zip", "eml", "msg",
})  # fmt: skip
_PAPER = frozenset({"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "jpg", "jpeg", "png", "gif", "bmp", "ico", "tif",
                    "tiff"})  # fmt: skip
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PADDED = re.compile(r"[\s_\u00a0\u3000]{6,}\.(\w[\w-]*)$")
_COMMON = frozenset({"js", "php", "py", "sh", "pl", "com", "run", "command"})  # also ordinary second endings


def last(path: str) -> str:
    """The name without its folders."""
    return re.split(r"[/\\]", path.rstrip("/\\"))[-1]


def ending(path: str) -> str:
    """The last ending as Windows sees it, which drops dots and blanks at the end; in small letters."""
    name = last(path).rstrip(". \t\u00a0")
    return name.rpartition(".")[2].lower() if "." in name[1:] else ""


def faults(path: str, *, is_package: bool) -> list[str]:
    """Codes of what the name does to a reader. `is_package`: names of software, where `x.pdf.js` is about PDFs."""
    name, found = last(path), []
    if any(letter in _TURNING for letter in path):
        found.append("turned")
    if any(unicodedata.category(letter) == "Cc" for letter in path):
        found.append("control")
    if _is_disguised(name, is_package):
        found.append("disguised")
    return found


def _is_disguised(name: str, is_package: bool) -> bool:
    final = ending(name)
    if final not in LURES | PROGRAMS | SCRIPTS:
        return False
    padded = _PADDED.search(name.rstrip(". \t\u00a0"))
    if padded is not None:
        return True
    before = name.rstrip(". \t\u00a0")[: -len(final) - 1].rstrip(" _\u00a0\u3000")
    earlier = before.rpartition(".")[2].lower() if "." in before else ""
    if final in _COMMON:
        return earlier in _PAPER and not is_package
    return earlier in DOCUMENTS


MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"PK\x03\x04", "zip"), (0, b"PK\x05\x06", "zip"), (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07\x00", "rar"), (0, b"Rar!\x1a\x07\x01\x00", "rar5"), (0, b"\x1f\x8b", "gz"), (0, b"BZh", "bz2"),
    (0, b"\xfd7zXZ\x00", "xz"), (0, b"\x28\xb5\x2f\xfd", "zst"), (0, b"\x04\x22\x4d\x18", "lz4"), (0, b"LZIP", "lzip"),
    (0, b"MSCF", "cab"), (0, b"!<arch>\ndebian-binary", "ar"), (0, b"070701", "cpio"), (0, b"070702", "cpio"), (0, b"070707", "cpio"),
    (0, b"xar!\x00\x1c", "xar"), (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"), (0x8001, b"CD001", "iso"),
    (0, b"MZ", "program"), (0, b"\x7fELF", "elf"), (0, b"L\x00\x00\x00\x01\x14\x02\x00", "shortcut"),
    (0, b"ITSF", "chm"),
)  # fmt: skip
CONTAINERS = frozenset({"zip", "7z", "rar", "rar5", "gz", "bz2", "xz", "zst", "lz4", "lzip", "cab", "ar", "cpio", "xar", "ole",
                        "iso", "tar", "lha", "mail"})  # fmt: skip
OWN_ENDINGS = {"shortcut": "lnk", "chm": "chm"}  # what runs, and is looked for under no other name
HEAD = 0x8006  # bytes of a file that tell what it is


def looks(head: bytes, path: str) -> str:
    """What the first bytes say a file is; empty for what no code here reads."""
    for at, magic, kind in MAGIC:
        if head.startswith(magic, at):
            return kind
    if is_tar(head[:512]):
        return "tar"
    if head[2:5] == b"-lh" and head[6:7] == b"-":
        return "lha"
    if ending(path) == "eml" or re.match(rb"(Received|Return-Path|MIME-Version|Delivered-To): ", head):
        return "mail"
    return ""


def is_tar(block: bytes) -> bool:
    """By the sum that the first block says of itself, since old ones have no name in them."""
    if len(block) < 512 or not any(block[:100]):
        return False
    try:
        said = int(block[148:156].strip(b" \0") or b"x", 8)
    except ValueError:
        return False
    return said == sum(block[:148]) + sum(block[156:]) + 8 * 32
