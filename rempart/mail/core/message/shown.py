"""What a letter shows and where it leads: the one way in which all that read mails see it."""

from collections.abc import Iterator
from dataclasses import dataclass

from rempart.mail.core.message import page, urls
from rempart.mail.core.message.decoding import text
from rempart.mail.core.message.letter import Letter
from rempart.mail.core.message.limits import MAX_LINKS, MAX_READ
from rempart.mail.core.message.page import Page
from rempart.mail.core.message.urls import Link

# names of formats, not places: they stand at the head of every page that Word makes
_FORMATS = ("www.w3.org", "schemas.microsoft.com", "schema.org", "schemas.openxmlformats.org", "purl.org", "xmlns.com")
_PAGES = (".htm", ".html", ".shtml", ".xhtml")
_Raw = tuple[str, str, str, bool]


@dataclass(frozen=True, slots=True)
class Shown:
    """`plain` is the text part, `drawn` the words of the pages; `links` of both, of attached pages, of pictures and PDF."""

    pages: tuple[Page, ...]
    plain: str
    drawn: str
    links: tuple[Link, ...]


def shown(letter: Letter) -> Shown:
    """All of it; nothing is followed."""
    read = [(part.kind, text(part.body, part.charset)) for part in letter.parts if part.is_read]
    pages = tuple(page.read(said) for kind, said in read if kind == "text/html")
    plain = "\n".join(said for kind, said in read if kind == "text/plain")
    return Shown(pages, plain, "\n".join(one.shown for one in pages), tuple(_links(letter, pages, plain)))


def _links(letter: Letter, pages: tuple[Page, ...], plain: str) -> list[Link]:
    raw: list[_Raw] = []
    for one in pages:
        raw += _clicked(one, "html", "form")
        raw += [(each, "text", "", False) for each in urls.in_words(one.shown[:MAX_READ])]
        raw += [(each, "picture", "", False) for each in one.pictures]
    raw += [(each, "text", "", False) for each in urls.in_words(plain[:MAX_READ])]
    for part in letter.parts:
        if not part.is_read and (part.kind == "text/html" or part.name.lower().endswith(_PAGES)):
            raw += _clicked(page.read(text(part.body, part.charset)), "page", "page")
    raw += [(url, where, "", False) for part in letter.parts for url, where in part.carries]
    found: dict[tuple[str, str], Link] = {}
    for href, where, said, has_picture in raw[: MAX_LINKS * 2]:
        link = urls.link(href, where, said, has_picture=has_picture)
        if link is not None and link.host not in _FORMATS:
            found.setdefault((link.url, where), link)
    return list(found.values())[:MAX_LINKS]


def _clicked(one: Page, anchors: str, forms: str) -> Iterator[_Raw]:
    yield from ((each.href, anchors, each.text, each.has_picture) for each in one.anchors)
    yield from ((each, forms, "", False) for each in (*one.forms, one.refresh))
