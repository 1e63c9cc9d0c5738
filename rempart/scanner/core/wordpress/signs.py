"""Is it WordPress, and where do its parts stand? Answered from the front page alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from rempart.scanner.core.collector import Exchange
from rempart.scanner.core.wordpress.page import MAX_TEXT, Page

_PLACE = re.compile(r"/?wp-(includes|content)/")
_ENDS = re.compile(r"[\s\"'<>()=,;]")
MAX_PLACES = 200  # addresses of parts that are looked at; the first few tell
_PARTS = re.compile(r"/wp-(?:includes/(?:js|css|blocks)|content/(?:plugins|themes|uploads))/")
LOGIN = "/wp-login.php"


@dataclass(frozen=True, slots=True)
class Home:
    """A WordPress and its addresses, none with a slash at the end.

    `base` is the site's root, `core` where wp-login.php stands, `content` its wp-content, `api` the root of REST.
    """

    page: Page
    exchange: Exchange
    base: str
    core: str
    content: str
    api: str


def is_wordpress(exchange: Exchange, page: Page) -> bool:
    """One good sign is enough; each is something only WordPress writes into a front page or its headers."""
    return bool(
        any(generator.startswith("WordPress") for generator in page.generators)
        or page.link("https://api.w.org/")
        or any(name == "link" and "https://api.w.org/" in value for name, value in exchange.headers)
        or (exchange.header("x-pingback") or "").endswith("/xmlrpc.php")
        or _PARTS.search(page.text)
        or urlsplit(exchange.url).path.endswith("/wp-admin/install.php")
    )


def is_login(page: Page) -> bool:
    """The sign-in form of WordPress, wherever it stands."""
    return {"log", "pwd"} <= page.inputs and ("loginform" in page.marks or "wp-submit" in page.inputs)


def locate(exchange: Exchange, page: Page) -> Home:
    """Where the parts of this WordPress stand, as its front page tells; only addresses of the same host count."""
    base = _root_of(exchange.url)
    host = urlsplit(exchange.url).netloc
    core, content = base, None
    for kind, place in _places(page.text, exchange.url):
        if urlsplit(place).netloc != host or len(place) > MAX_TEXT:
            continue
        if kind == "includes" and core == base:
            core = _same_scheme(place, base)
        elif kind == "content" and content is None:
            content = _same_scheme(place, base) + "/wp-content"
    api = urljoin(exchange.url, page.link("https://api.w.org/") or base + "/wp-json/")
    if urlsplit(api).netloc != host or len(api) > MAX_TEXT:
        api = base + "/wp-json/"
    return Home(page, exchange, base, core, content or core + "/wp-content", api)


def _places(text: str, url: str) -> Iterator[tuple[str, str]]:
    """Which part, and the address of the folder it stands in, no slash at the end."""
    for found, _ in zip(_PLACE.finditer(text), range(MAX_PLACES), strict=False):
        before = _ENDS.split(text[max(0, found.start() - MAX_TEXT) : found.start()])[-1]
        try:
            yield found[1], urljoin(url, before or "/").rstrip("/")
        except ValueError:
            continue


def _root_of(url: str) -> str:
    parts = urlsplit(url)
    path = parts.path.removesuffix("/wp-admin/install.php")
    path = path if path.endswith("/") or not path else path.rpartition("/")[0]
    return f"{parts.scheme}://{parts.netloc}{path.rstrip('/')}"


def _same_scheme(place: str, base: str) -> str:
    return f"{urlsplit(base).scheme}:{place.partition(':')[2]}"
