"""What a package of an update may look like: a plug-in, a theme or WordPress itself, in one folder, with a readable header.

A package is untrusted: names, sizes and kinds of its entries are judged before one byte is written.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MAX_PACKED = 128 * 1024 * 1024  # the largest plug-ins of the directory are below 60 MiB
MAX_BYTES = 512 * 1024 * 1024  # all files, unpacked
MAX_FILE = 128 * 1024 * 1024  # one file, unpacked
MAX_ENTRIES = 40_000  # WordPress has about 3,500, large shops' plug-ins about 12,000
MAX_RATIO = 250  # unpacked to packed, of one entry; text of translations reaches about 20
SMALL = 1024 * 1024  # an entry of that size is no bomb whatever its ratio
MAX_NAME = 400  # bytes of one path
MAX_DEPTH = 30  # folders deep
HEADER_BYTES = 8_192  # WordPress itself reads no more of a file for its header
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}").fullmatch
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}").fullmatch
_CORE_VERSION = re.compile(r"""^\s*\$wp_version\s*=\s*['"]([^'"]{1,40})['"]\s*;""", re.MULTILINE)
CORE_PARTS = ("wp-admin", "wp-includes")
CORE_KEPT = ("wp-config.php", "wp-content")  # the site's own: never laid by an update of WordPress


class Kind(StrEnum):
    """What a package updates."""

    PLUGIN = "plugin"
    THEME = "theme"
    CORE = "core"


class Refused(Exception):
    """The package is not one. `code` is a word for pages: no_zip, too_large, bomb, outside, link, twice, no_folder,
    no_header, encrypted, bad_name."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the archive's list. `mode` are Unix bits, 0 where the archive has none."""

    name: str
    size: int
    packed: int
    mode: int = 0
    is_encrypted: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """What it says of itself. `folder` is the archive's only top folder, `paths` what it lays below the site's root."""

    kind: Kind
    slug: str
    title: str
    version: str
    folder: str
    requires_php: str = ""
    requires_core: str = ""

    @property
    def place(self) -> str:
        """Where it belongs below WordPress's folder; empty for WordPress itself."""
        return {Kind.PLUGIN: f"wp-content/plugins/{self.slug}", Kind.THEME: f"wp-content/themes/{self.slug}"}.get(
            self.kind, ""
        )


def safe(entries: Sequence[Entry]) -> str:
    """The one top folder of a harmless list. Raises Refused."""
    if not entries:
        raise Refused("no_folder", "the archive is empty")
    if len(entries) > MAX_ENTRIES:
        raise Refused("too_large", f"{len(entries)} entries, {MAX_ENTRIES} are the limit")
    if sum(one.size for one in entries) > MAX_BYTES:
        raise Refused("bomb", f"more than {MAX_BYTES} bytes unpacked")
    seen: dict[str, bool] = {}  # in lower case: some disks know no other; True for a file
    tops = set()
    for one in entries:
        _safe_entry(one)
        parts = one.name.rstrip("/").split("/")
        is_file = not one.name.endswith("/")
        key = "/".join(parts).lower()
        if seen.get(key) is not None and (is_file or seen[key]):
            raise Refused("twice", one.name)
        for depth in range(1, len(parts)):
            if seen.setdefault("/".join(parts[:depth]).lower(), False):
                raise Refused("twice", f"{one.name}: a file is a folder too")
        seen[key] = is_file
        if is_file and len(parts) == 1:
            raise Refused("no_folder", f"{one.name} lies in no folder")
        tops.add(parts[0])
    tops.discard("__MACOSX")
    if len(tops) != 1:
        raise Refused("no_folder", f"{len(tops)} folders at the top, one is expected")
    top = tops.pop()
    if not _SLUG(top):
        raise Refused("bad_name", top[:100])
    return top


def _safe_entry(one: Entry) -> None:
    name = one.name
    if len(name.encode("utf-8", "surrogatepass")) > MAX_NAME or any(ord(c) < 32 or c in '\\:*?"<>|\x7f' for c in name):
        raise Refused("bad_name", ascii(name)[:100])
    parts = name.rstrip("/").split("/")
    if any(part in ("", ".", "..") or part != part.rstrip(" .") for part in parts):
        raise Refused("outside", ascii(name)[:100])
    if len(parts) > MAX_DEPTH:
        raise Refused("too_large", f"folders deeper than {MAX_DEPTH}")
    if one.mode and one.mode & 0o170000 not in (0, 0o100000, 0o040000):
        raise Refused("link", name[:100])
    if one.is_encrypted:
        raise Refused("encrypted", name[:100])
    if one.size < 0 or one.packed < 0 or one.size > MAX_FILE:
        raise Refused("too_large", name[:100])
    if one.size > SMALL and one.size > max(one.packed, 1) * MAX_RATIO:
        raise Refused("bomb", f"{name[:100]}: {one.packed} bytes become {one.size}")


def may_hold_header(top: str, name: str) -> bool:
    """Files whose beginning says what the package is."""
    parts = name.split("/")
    if len(parts) == 2 and parts[0] == top:
        return parts[1].endswith(".php") or parts[1] == "style.css"
    return name == f"{top}/wp-includes/version.php"


def identify(top: str, beginnings: Mapping[str, str]) -> Package:
    """What the package is, by the beginnings of the files that may hold a header. Raises Refused."""
    version_file = beginnings.get(f"{top}/wp-includes/version.php")
    if version_file is not None and (found := _CORE_VERSION.search(version_file)):
        return Package(Kind.CORE, "wordpress", "WordPress", _version(found[1]), top)
    style = header(beginnings.get(f"{top}/style.css", ""))
    if style.get("theme name"):
        return _named(Kind.THEME, top, style, style["theme name"])
    for name in sorted(beginnings, key=lambda one: (one != f"{top}/{top}.php", one)):
        fields = header(beginnings[name]) if name.endswith(".php") else {}
        if fields.get("plugin name"):
            return _named(Kind.PLUGIN, top, fields, fields["plugin name"])
    raise Refused("no_header", top)


def _named(kind: Kind, top: str, fields: Mapping[str, str], title: str) -> Package:
    return Package(
        kind, top, title[:120], _version(fields.get("version", "")), top,
        fields.get("requires php", "")[:20], fields.get("requires at least", "")[:20],
    )  # fmt: skip


def _version(text: str) -> str:
    if not _VERSION(text):
        raise Refused("no_header", "the header names no version")
    return text


_FIELDS = ("plugin name", "theme name", "version", "requires php", "requires at least", "template")
_FIELD = re.compile(r"^(?:[ \t]*<\?php)?[ \t/*#@]*(" + "|".join(_FIELDS) + r"):(.*)$", re.IGNORECASE | re.MULTILINE)


def header(text: str) -> dict[str, str]:
    """The fields of a WordPress file header, names in lower case; the first of each counts, as in WordPress."""
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(text[:HEADER_BYTES].replace("\r", "\n")):
        clean = re.sub(r"\s*(?:\*/|\?>).*", "", value).strip()
        found.setdefault(name.lower(), "".join(char for char in clean if char.isprintable()))
    return found


def laid(package: Package, tops: Iterable[str]) -> tuple[str, ...]:
    """Paths below WordPress's folder that the update exchanges, whole; `tops` are the names inside the package's folder."""
    if package.kind is not Kind.CORE:
        return (package.place,)
    names = sorted(set(tops) - set(CORE_KEPT))
    odd = [name for name in names if name not in CORE_PARTS and not name.endswith((".php", ".txt", ".html"))]
    if odd or not set(CORE_PARTS) <= set(names):
        raise Refused("no_header", "this is no whole WordPress")
    return tuple(names)


def step(before: str | None, after: str) -> str:
    """new, newer, same or older."""
    if before is None:
        return "new"
    one, other = _key(before), _key(after)
    return "same" if one == other else "newer" if one < other else "older"


def _key(version: str) -> tuple[tuple[int, int, str], ...]:
    """As PHP's version_compare orders them, near enough to say older or newer: 1.0-beta is before 1.0."""
    words = re.findall(r"\d+|[a-z]+", version.lower())
    order = {"dev": -6, "alpha": -5, "a": -5, "beta": -4, "b": -4, "rc": -3, "c": -3}
    key = [(1, int(word), "") if word.isdigit() else (order.get(word, -7), 0, word) for word in words]
    plain: list[tuple[int, int, str]] = []
    for part in [*key, (0, 0, "")]:
        while part[0] <= 0 and plain and plain[-1] == (1, 0, ""):
            plain.pop()  # 1.0 and 1.0.0 are the same, also before a word
        plain.append(part)
    return tuple(plain)
