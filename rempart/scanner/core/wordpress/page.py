"""Reads from an HTML page what tells WordPress and its doors: generators, links, body classes, form fields.

Not html.parser: unclosed tags make that one quadratic, and the page was written by a stranger. Every
expression here reads forward once, and every repeat has a limit.
"""

import re
from dataclasses import dataclass
from html import unescape

MAX_PAGE_CHARACTERS = 600_000  # pages of real sites stay below; what comes after is not read
MAX_TAGS = 2_000  # of the kinds we read; a page has some dozens
MAX_TEXT = 200  # characters of any text that may enter a fact
_TAG = re.compile(r"<(meta|link|body|form|input|div)\b([^<>]{0,1500})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""([a-z][\w:.-]{0,40})\s{0,5}=\s{0,5}(?:"([^"]{0,1000})"|'([^']{0,1000})'|([^\s"'>]{1,1000}))""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Link:
    """A <link> of the head."""

    rel: str
    href: str
    type: str


@dataclass(frozen=True, slots=True)
class Page:
    """`text` is the page with the slashes of inline scripts plain; `marks` are the ids, names and classes of its forms and boxes."""

    text: str
    generators: tuple[str, ...]
    links: tuple[Link, ...]
    body_classes: tuple[str, ...]
    inputs: frozenset[str]
    marks: frozenset[str]

    def link(self, rel: str) -> str | None:
        """The address of the first link of that kind."""
        return next((link.href for link in self.links if link.rel == rel), None)


def read_page(text: str) -> Page:
    """Whatever the text is, a Page comes back; binary gives an empty one."""
    text = text[:MAX_PAGE_CHARACTERS].replace("\\/", "/")
    generators: list[str] = []
    links: list[Link] = []
    classes: tuple[str, ...] = ()
    inputs: set[str] = set()
    marks: set[str] = set()
    for number, found in enumerate(_TAG.finditer(text)):
        if number >= MAX_TAGS:
            break
        tag, values = found[1].lower(), attributes(found[2])
        if tag == "meta" and values.get("name", "").lower() == "generator":
            generators.append(clean(values.get("content", "")))
        elif tag == "link":
            links.append(Link(values.get("rel", "").lower(), values.get("href", ""), values.get("type", "").lower()))
        elif tag == "body":
            classes = tuple(values.get("class", "").split())
        else:
            marks.update(" ".join((values.get("id", ""), values.get("name", ""), values.get("class", ""))).split())
            if tag == "input":
                inputs.add(values.get("name", ""))
    return Page(text, unique(generators), tuple(links), classes, frozenset(inputs - {""}), frozenset(marks))


def attributes(text: str) -> dict[str, str]:
    """Names in lower case; the first of a name counts, as in browsers."""
    values: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        values.setdefault(name.lower(), unescape(double or single or bare))
    return values


def clean(text: str) -> str:
    """One line, printable, short enough for a fact."""
    return "".join(c if c.isprintable() else " " for c in text)[:MAX_TEXT].strip()


def unique(texts: list[str]) -> tuple[str, ...]:
    """Without repeats and empty ones, in order."""
    return tuple(dict.fromkeys(text for text in texts if text))
