"""Sign-in names that WordPress lets slip. Names are read to be counted, and go no further than this module's callers."""

import re
from urllib.parse import unquote

import msgspec

from rempart.scanner.core.wordpress.page import MAX_PAGE_CHARACTERS, Page

MAX_NAMES = 200  # counted; a page of the REST list holds ten by default, a sitemap 2,000
MAX_LINKS = 500  # of a page, looked through for an article
MAX_LOCATION = 2_048  # characters of a redirect that are read
ADMIN = frozenset({"admin", "administrator"})
_AUTHOR = re.compile(r"/author/([^/?#\s\"'<>]{1,60})/?(?=[?#\s\"'<>]|feed/|$)")
_HREF = re.compile(r"""<a\s[^<>]{0,300}?href=["']([^"'<>\s]{1,300})["']""")
_ARTICLE = re.compile(r"^/(?!wp-|author/|category/|tag/|feed/|comments/)(?:[\w%-]{1,120}/){1,4}$")
_QUERY = re.compile(r"^/\?p=\d{1,9}$")
_LOCATION = re.compile(r"<loc>[^<]{0,300}?/author/([^/<]{1,60})/?</loc>")
_CLASS = re.compile(r"^author-(?!\d+$)([\w.-]{1,60})$")


def from_redirect(location: str | None) -> set[str]:
    """?author=1 leads to /author/name/."""
    return {unquote(name) for name in _AUTHOR.findall(location[:MAX_LOCATION])} if location else set()


def from_archive(page: Page) -> set[str]:
    """An author's page answered at once: its body class tells."""
    if "author" not in page.body_classes:
        return set()
    return {found[1] for name in page.body_classes if (found := _CLASS.match(name))}


def from_links(page: Page) -> set[str]:
    """Links to author pages."""
    return {unquote(found[1]) for found, _ in zip(_AUTHOR.finditer(page.text), range(MAX_NAMES), strict=False)}


def from_rest(body: bytes) -> set[str]:
    """The list at wp/v2/users."""
    value = decode(body)
    rows = value if isinstance(value, list) else []
    return {row["slug"] for row in rows[:MAX_NAMES] if isinstance(row, dict) and isinstance(row.get("slug"), str)} - {
        ""
    }


def from_oembed(body: bytes) -> set[str]:
    """The author's address in an oEmbed answer."""
    value = decode(body)
    address = value.get("author_url") if isinstance(value, dict) else None
    return from_redirect(address) if isinstance(address, str) else set()


def from_sitemap(text: str) -> set[str]:
    """Addresses in a user sitemap."""
    if "<urlset" not in text[:2000]:
        return set()
    rows = zip(_LOCATION.finditer(text[:MAX_PAGE_CHARACTERS]), range(MAX_NAMES), strict=False)
    return {unquote(found[1]) for found, _ in rows}


def first_post(page: Page, base: str) -> str | None:
    """The first address on the page that looks like an article: below the root, no file, no part of WordPress."""
    for found, _ in zip(_HREF.finditer(page.text), range(MAX_LINKS), strict=False):
        path = found[1].removeprefix(base)
        if found[1].startswith(base + "/") and (_ARTICLE.match(path) or _QUERY.match(path)):
            return found[1]
    return None


def tells_admin(names: set[str]) -> bool:
    """One of them is the name every attacker tries first."""
    return any(name.lower() in ADMIN for name in names)


def decode(body: bytes) -> object:
    """JSON as plain values; None when it is not JSON."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
