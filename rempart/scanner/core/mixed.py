"""Finds what an encrypted page loads over plain HTTP: a browser blocks it or warns, a listener reads or changes it."""

import re
from collections.abc import Iterator

from rempart.scanner.core.collector import LookError
from rempart.scanner.core.tags import Tag, tags

MAX_TAGS = 100_000  # far more than the largest real pages; keeps a page of nothing but tags cheap
MAX_FOUND = 20  # addresses kept; one is already too many
MAX_ADDRESS = 200  # characters of one address kept
LOADS = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "track": ("src",),
    "object": ("data",),
    "input": ("src",),
    "body": ("background",),
}
LINK_LOADS = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"})
# Few spaces are allowed: two runs without an end, one behind the other, could be split in too many ways.
IN_STYLE = re.compile(r"""(?:url\(|@import)\s{0,40}['"]?\s{0,40}(http://[^'"\s)]{1,2000})""", re.IGNORECASE)
IN_SRCSET = re.compile(r"(?:^|,)\s{0,40}(http://\S{1,2000})", re.IGNORECASE)


def mixed_content(page: str) -> tuple[str, ...]:
    """The http:// addresses an HTML page loads by itself, each once, in order. Raises LookError `too_large`."""
    found: dict[str, None] = {}
    for number, tag in enumerate(tags(page)):
        if number >= MAX_TAGS:
            raise LookError("too_large", f"The page has more than {MAX_TAGS} tags")
        for address in _loaded(tag):
            text = address.strip()
            if text[:7].lower() == "http://" and len(found) < MAX_FOUND:
                found[text[:MAX_ADDRESS]] = None
    return tuple(found)


def _loaded(tag: Tag) -> Iterator[str]:
    values = tag.attributes
    for name in LOADS.get(tag.name, ()):
        value = values.get(name, "")
        yield from IN_SRCSET.findall(value) if name == "srcset" else (value,)
    if tag.name == "link" and LINK_LOADS & set(values.get("rel", "").lower().split()):
        yield values.get("href", "")
    yield from IN_STYLE.findall(values.get("style", ""))
    if tag.name == "style":
        yield from IN_STYLE.findall(tag.inner)
