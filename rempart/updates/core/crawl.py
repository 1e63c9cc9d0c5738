"""What a visitor meets: pages of one site found by their links, looked at before and after, and what is worse after."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import msgspec

MAX_PAGES = 40  # of one crawl; the front page's links come first
MAX_TEXT = 1024 * 1024  # of one page that is read
MAX_LINKS = 500  # of one page that are followed up
MAX_URL = 500
MARGIN_MS = 3_000  # a page that became slower by less is not slower
TIMES_SLOWER = 3
# What PHP and WordPress print when a page breaks, in the languages that WordPress asks for by default.
FATAL = (
    "Fatal error</b>", "Fatal error:", "Parse error</b>", "Parse error:", "Uncaught Error", "Uncaught TypeError",
    "There has been a critical error on this website", "There has been a critical error on your website",
    "Error establishing a database connection", "wp-die-message",
)  # fmt: skip
# Never opened: they sign out, change, or are endless.
_NEVER = re.compile(
    r"(logout|action=|_wpnonce|add-to-cart|remove_item|replytocom|/feed/?$|xmlrpc|wp-json|rest_route|wp-login|wp-cron)"
)
_FILES = re.compile(r"\.(?!php$|html?$)[a-z0-9]{2,5}$", re.IGNORECASE)


class Page(msgspec.Struct, frozen=True):
    """One look at one address. `fault` is the first sign of a broken page, else empty; `words` its length in words."""

    path: str
    status: int
    fault: str = ""
    title: str = ""
    words: int = 0
    took_ms: int = 0


class Change(msgspec.Struct, frozen=True):
    """What is worse at an address. `code`: status, fatal, gone, empty, slow."""

    path: str
    code: str
    before: str
    after: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.title, self.words, self._in = "", 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and len(self.links) < MAX_LINKS:
            self.links += [value for name, value in attrs if name == "href" and value]
        if tag in ("title", "script", "style"):
            self._in = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._in:
            self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in == "title":
            self.title = (self.title + data.strip())[:200]
        elif not self._in:
            self.words += len(data.split())


def read(text: str) -> tuple[str, int, Sequence[str]]:
    """Title, number of words, links."""
    reader = _Reader()
    reader.feed(text[:MAX_TEXT])
    return reader.title, reader.words, reader.links


def seen(path: str, status: int, text: str, took_ms: int) -> Page:
    """One look."""
    title, words, _ = read(text)
    return Page(path, status, fault(status, text), title, words, took_ms)


def fault(status: int, text: str) -> str:
    """The first sign that the page is broken."""
    if status >= 500:
        return f"status {status}"
    return next((sign for sign in FATAL if sign in text), "")


def inside(home: str, base: str, links: Iterable[str]) -> list[str]:
    """Paths of the same site that may be opened, in order, each once. `home` ends the host, `base` is the page's own."""
    house, found = urlsplit(home), dict[str, None]()
    for link in links:
        try:
            whole = urlsplit(urljoin(base, link.strip()))
        except ValueError:
            continue
        if whole.scheme not in ("http", "https") or whole.netloc.lower() != house.netloc.lower():
            continue
        path = (whole.path or "/") + (f"?{whole.query}" if whole.query else "")
        below = house.path.rstrip("/")
        if below and not (whole.path == below or whole.path.startswith(f"{below}/")):
            continue
        if (
            len(path) <= MAX_URL
            and not _NEVER.search(path)
            and not _FILES.search(whole.path)
            and "/wp-admin" not in path
        ):
            found[path] = None
    return list(found)


def worse(before: Sequence[Page], after: Sequence[Page]) -> list[Change]:
    """What a visitor would notice. What was broken before and still is, is no change."""
    later = {page.path: page for page in after}
    return [change for page in before if (change := _worse(page, later.get(page.path))) is not None]


def _worse(was: Page, now: Page | None) -> Change | None:
    if now is None:
        return Change(was.path, "gone", str(was.status), "-")
    if now.fault and not was.fault:
        return Change(was.path, "fatal", str(was.status), now.fault)
    if now.status >= 400 and was.status < 400:
        return Change(was.path, "status", str(was.status), str(now.status))
    if was.words >= 20 and now.words < was.words // 4 and now.status < 400:
        return Change(was.path, "empty", f"{was.words}", f"{now.words}")
    if now.took_ms > was.took_ms * TIMES_SLOWER + MARGIN_MS:
        return Change(was.path, "slow", f"{was.took_ms} ms", f"{now.took_ms} ms")
    return None


def broken(pages: Sequence[Page]) -> list[Change]:
    """What is broken without anything to compare with."""
    return [Change(page.path, "fatal", "-", page.fault) for page in pages if page.fault]


SERIOUS = re.compile(r"PHP (?:Fatal|Parse|Recoverable fatal) error|PHP Core error|Uncaught ")
_STAMP = re.compile(r"^\[[^\]]*\]\s*")
_MOVING = re.compile(r"\b\d+\b|0x[0-9a-f]+|/[^ :]*\.rempart-[^ /]*|#\d+.*")
MAX_LINES = 50


def new_lines(before: str, after: str) -> list[str]:
    """Lines of the error log after that are of no kind that stood there before; numbers and moments do not tell apart."""
    known = {_plain(line) for line in before.splitlines()}
    found: dict[str, str] = {}
    for line in after.splitlines():
        plain = _plain(line)
        if line.startswith(("[", "PHP ")) and "PHP " in line and plain not in known:
            found.setdefault(plain, _STAMP.sub("", line)[:300])
    return list(found.values())[:MAX_LINES]


def _plain(line: str) -> str:
    return _MOVING.sub("", _STAMP.sub("", line))


def serious(lines: Iterable[str]) -> list[str]:
    """Those that end a page."""
    return [line for line in lines if SERIOUS.search(line)]


VOLATILE = re.compile(
    r"^(_transient_|_site_transient_|cron$|rewrite_rules$|recently_|auto_updater|action_scheduler_|.*_last_(run|check|sync)"
    r"|.*_timestamp$|.*nonce|.*_lock$|.*_cache$|db_upgraded$|can_compress|fresh_site$|.*session|recovery_|_split_terms"
    r"|user_count$|https_detection|theme_switched|uninstall_plugins$|.*_activation_redirect$)"
)


def option_changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str]]:
    """(name, added | removed | changed) of settings that do not change by themselves. Values are digests."""
    names = [name for name in sorted({*before, *after}) if not VOLATILE.match(name)]
    return [(name, kind) for name in names if (kind := _kind(before.get(name), after.get(name)))]


def schema_changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str]]:
    """(table, added | removed | changed)."""
    return [(name, kind) for name in sorted({*before, *after}) if (kind := _kind(before.get(name), after.get(name)))]


def _kind(was: str | None, now: str | None) -> str:
    if was is None:
        return "added"
    if now is None:
        return "removed"
    return "" if was == now else "changed"
