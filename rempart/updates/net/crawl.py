"""Pages of a site or of its copy, opened one after the other within limits; cookies are kept, redirects stay inside."""

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urljoin, urlsplit

from rempart.channel.outbound import Answer, Barred, Unreached, request
from rempart.channel.source import Trouble
from rempart.updates.core.crawl import MAX_PAGES, MAX_TEXT, Page, inside, read, seen

REDIRECTS = 5
PAGE_S = 30.0  # for one answer
CRAWL_S = 240.0  # for a whole crawl
MAX_COOKIES, MAX_COOKIE = 60, 4_096  # of one visitor; bytes of one
NAME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer after its redirects; `url` is where they led."""

    url: str
    status: int
    text: str
    took_ms: int


@dataclass
class Visitor:
    """Somebody with cookies. `home` is the address of the site; `at` where that host really answers (a gate on
    loopback), `carries` are headers that open the gate and go nowhere else."""

    home: str
    at: str = ""
    carries: Mapping[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    allow_private: bool | None = None

    def open(self, path: str, *, form: bytes | None = None) -> Answered:
        """A page of this site. Raises Trouble `unreachable`."""
        url, method, body, began = urljoin(self.home, path), "GET" if form is None else "POST", form or b"", time.monotonic()
        for _ in range(REDIRECTS + 1):
            answer = self._once(method, url, body)
            self._keep(answer.cookies)
            target = answer.headers.get("location")
            if answer.status in (301, 302, 303, 307, 308) and target:
                after = urljoin(url, target)
                if not self._is_mine(after):
                    return Answered(after, answer.status, "", _since(began))
                url = after.partition("#")[0]
                if answer.status in (301, 302, 303):
                    method, body = "GET", b""
                continue
            return Answered(url, answer.status, answer.body.decode("utf-8", "replace"), _since(began))
        return Answered(url, 310, "", _since(began))

    def _is_mine(self, url: str) -> bool:
        return urlsplit(url).netloc.lower() == urlsplit(self.home).netloc.lower()

    def _once(self, method: str, url: str, body: bytes) -> Answer:
        parts = urlsplit(url)
        headers = {"User-Agent": NAME, "Accept": "text/html,*/*;q=0.8", **self.carries}
        whole = url
        if self.at:
            headers["Host"] = parts.netloc
            whole = self.at.rstrip("/") + (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if self.cookies:
            held = headers.pop("Cookie", "")
            mine = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers["Cookie"] = f"{held}; {mine}" if held else mine
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            allowed = True if self.at else self.allow_private
            return request(method, whole, headers, body, total_s=PAGE_S, allow_private=allowed, answer_bytes=MAX_TEXT)
        except (Barred, Unreached) as lost:
            raise Trouble("unreachable", str(lost)) from lost

    def _keep(self, lines: Sequence[str]) -> None:
        for line in lines:
            jar: SimpleCookie = SimpleCookie()
            try:
                jar.load(line)
            except CookieError:
                continue
            for name, morsel in jar.items():
                if len(self.cookies) < MAX_COOKIES and len(morsel.value) < MAX_COOKIE:
                    self.cookies[name] = morsel.value


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1_000)


def crawl(
    visitor: Visitor, first: Sequence[str], *, most: int = MAX_PAGES, only: bool = False, tell: Callable[[int], None] | None = None
) -> list[Page]:
    """Pages from `first` on; with `only`, those and no other. A page that cannot be reached has status 0."""
    waiting, found, ends = deque(dict.fromkeys(first)), dict[str, Page](), time.monotonic() + CRAWL_S
    while waiting and len(found) < most and time.monotonic() < ends:
        path = waiting.popleft()
        if path in found:
            continue
        try:
            answer = visitor.open(path)
        except Trouble as lost:
            found[path] = Page(path, 0, f"unreachable: {lost.detail}"[:200])
            continue
        found[path] = seen(path, answer.status, answer.text, answer.took_ms)
        if not only and answer.status < 400:
            waiting += [one for one in inside(visitor.home, answer.url, read(answer.text)[2]) if one not in found]
        if tell is not None:
            tell(len(found))
    return list(found.values())
