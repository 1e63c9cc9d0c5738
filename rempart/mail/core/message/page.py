"""HTML as a person sees it: shown words, hidden words, links, forms, pictures. One pass, in time that grows with its length.

Not Python's own HTMLParser: of a page made for it, it takes time by the square of the length.
"""

import html
import re
from dataclasses import dataclass, field

from rempart.mail.core.message.limits import MAX_LINKS, MAX_TAG, MAX_URL

_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]{0,40})\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|em|%)?\s*(?:;|!|$)|mso-hide\s*:\s*all"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
_BREAKS = frozenset(
    ("br", "p", "div", "tr", "td", "th", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "hr", "blockquote", "title")
)
_INLINE = frozenset(("td", "th", "title"))  # of those, the ones that stay within the line
_EMPTY = frozenset(("br", "img", "hr", "meta", "input", "link", "area", "base", "col", "source", "wbr"))
_SILENT = frozenset(("script", "style", "head", "title", "noscript", "template"))
_OVER = {one: re.compile(f"</{one}", re.IGNORECASE) for one in ("script", "style")}
_KEPT = 200  # open tags that are remembered


@dataclass(slots=True)
class Anchor:
    """One link and the words on it; `has_picture` where a picture is what one clicks on."""

    href: str
    text: str = ""
    has_picture: bool = False


@dataclass(slots=True)
class Page:
    """What is in it."""

    shown: str = ""
    hidden: str = ""
    anchors: list[Anchor] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    has_password: bool = False
    has_script: bool = False
    refresh: str = ""


class _Reader:
    def __init__(self) -> None:
        self.page = Page()
        self.shown: list[str] = []
        self.hidden: list[str] = []
        self.open: list[tuple[str, bool]] = []  # tag, hides what is in it
        self.hiding = 0
        self.anchor: Anchor | None = None
        self.base = ""

    def words(self, raw: str) -> None:
        if not raw.strip():
            self.shown.append(" ")
            return
        said = html.unescape(raw)
        (self.hidden if self.hiding else self.shown).append(said)
        if self.anchor is not None and not self.hiding and len(self.anchor.text) < 2_000:
            self.anchor.text += said

    def tag(self, raw: str) -> str:
        """The tag's name, where its content is no HTML."""
        is_end = raw.startswith("/")
        name = re.match(r"/?\s*([a-zA-Z][\w:-]{0,30})", raw)
        if name is None:
            return ""
        what = name.group(1).lower()
        if what in _BREAKS:
            self.shown.append(" " if what in _INLINE else "\n")
        if is_end:
            self._end(what)
            return ""
        self._start(what, {k.lower(): html.unescape(v.strip("\"'")) for k, v in _ATTRIBUTE.findall(raw)})
        return what if what in ("script", "style") and not raw.endswith("/") else ""

    def _start(self, what: str, has: dict[str, str]) -> None:
        if what in ("a", "area") and has.get("href") and len(self.page.anchors) < MAX_LINKS:
            self.anchor = Anchor(self._whole(has["href"]))
            self.page.anchors.append(self.anchor)
        elif what == "img":
            self._picture(has)
        elif what == "form":
            self.page.forms.append(self._whole(has.get("action", ""))[:MAX_URL])
        elif what == "input" and has.get("type", "").lower() == "password":
            self.page.has_password = True
        elif what in ("script", "iframe", "object", "embed"):
            self.page.has_script = True
        elif what == "base":
            self.base = has.get("href", "")[:MAX_URL]
        elif what == "meta" and has.get("http-equiv", "").lower() == "refresh":
            self.page.refresh = has.get("content", "").partition("=")[2].strip("'\" ")[:MAX_URL]
        if what not in _EMPTY and len(self.open) < _KEPT:
            hides = what in _SILENT or "hidden" in has or bool(_HIDDEN.search(has.get("style", "")))
            self.open.append((what, hides))
            self.hiding += hides

    def _picture(self, has: dict[str, str]) -> None:
        if len(self.page.pictures) < MAX_LINKS:
            self.page.pictures.append(has.get("src", "")[:MAX_URL])
        if self.anchor is not None:
            self.anchor.has_picture = True
        if not self.hiding and has.get("alt"):
            self.shown.append(f" {has['alt'][:300]} ")

    def _whole(self, href: str) -> str:
        from urllib.parse import urljoin

        href = href.strip()[:MAX_URL]
        try:
            return urljoin(self.base, href) if self.base and ":" not in href[:12] else href
        except ValueError:
            return href

    def _end(self, what: str) -> None:
        if what == "a":
            self.anchor = None
        for at in range(len(self.open) - 1, max(-1, len(self.open) - 30), -1):
            if self.open[at][0] == what:
                self.hiding -= sum(hides for _, hides in self.open[at:])
                del self.open[at:]
                return


def read(source: str) -> Page:
    """Whatever it is."""
    reader, at, end = _Reader(), 0, len(source)
    while at < end:
        start = source.find("<", at)
        if start < 0:
            reader.words(source[at:])
            break
        if start > at:
            reader.words(source[at:start])
        if source.startswith("<!--", start):
            close = source.find("-->", start + 4)
            at = end if close < 0 else close + 3
            continue
        close = _close(source, start + 1)
        if close < 0 or not (
            source[start + 1 : start + 2].isalpha() or source[start + 1 : start + 2] in ("/", "!", "?")
        ):
            reader.words("<")
            at = start + 1
            continue
        until = reader.tag(source[start + 1 : close])
        at = close + 1
        if until:
            over = _OVER[until].search(source, at)
            at = over.start() if over else end
    reader.page.shown, reader.page.hidden = "".join(reader.shown), "".join(reader.hidden)
    return reader.page


_QUOTED = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')|>""")


def _close(source: str, at: int) -> int:
    """Where the tag ends: not at a `>` between quotes; -1 when it does not end within measure."""
    plain = source.find(">", at, at + MAX_TAG)
    if plain < 0:
        return -1
    if source.find("=", at, plain) < 0:
        return plain
    for found in _QUOTED.finditer(source, at, min(len(source), at + MAX_TAG)):
        if found.group() == ">":
            return found.start()
    return plain
