"""Finds what an encrypted page loads over plain HTTP: a browser blocks it or warns, a listener reads or changes it."""

import re
from html.parser import HTMLParser

from rempart.scanner.core.collector import LookError

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
IN_STYLE = re.compile(r"""(?:url\(|@import)\s*['"]?\s*(http://[^'"\s)]{1,2000})""", re.IGNORECASE)
IN_SRCSET = re.compile(r"(?:^|,)\s*(http://\S+)", re.IGNORECASE)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, None] = {}
        self._is_style = False

    def add(self, address: str | None) -> None:
        text = (address or "").strip()
        if text[:7].lower() == "http://" and len(self.found) < MAX_FOUND:
            self.found[text[:MAX_ADDRESS]] = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}  # the first of a name counts, as in browsers
        self._is_style = tag == "style"
        for name in LOADS.get(tag, ()):
            for address in IN_SRCSET.findall(values.get(name, "")) if name == "srcset" else (values.get(name),):
                self.add(address)
        if tag == "link" and LINK_LOADS & set(values.get("rel", "").lower().split()):
            self.add(values.get("href"))
        for address in IN_STYLE.findall(values.get("style", "")):
            self.add(address)

    def handle_endtag(self, tag: str) -> None:
        self._is_style = self._is_style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self._is_style:
            for address in IN_STYLE.findall(data):
                self.add(address)


def mixed_content(page: str) -> tuple[str, ...]:
    """The http:// addresses an HTML page loads by itself, each once, in order. Raises LookError `bad_answer`."""
    reader = _Reader()
    try:
        reader.feed(page)
        reader.close()
    except (AssertionError, ValueError, RecursionError) as bad:  # html.parser gives up on a few malformed declarations
        raise LookError("bad_answer", f"The page is no readable HTML ({type(bad).__name__})") from bad
    return tuple(reader.found)
