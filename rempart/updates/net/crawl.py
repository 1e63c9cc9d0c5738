"""Pages of a site or of its copy, opened one after the other within limits; cookies are kept, redirects stay inside."""

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urljoin, urlsplit

from rempart.channel.copies import Copy
from rempart.channel.outbound import Barred, Unreached, request
from rempart.channel.source import Trouble
from rempart.terms.journey import BadStep, steps
from rempart.updates.core.crawl import MAX_PAGES, MAX_TEXT, Page, fault, inside, read, seen

REDIRECTS = 5
PAGE_S = 30.0  # for one answer
CRAWL_S = 240.0  # for a whole crawl
MAX_COOKIES, MAX_COOKIE = 60, 4_096  # of one visitor; bytes of one
NAME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"
FORM = "application/x-www-form-urlencoded"
UPGRADE = "wp-admin/upgrade.php?step=1"  # what WordPress itself opens after an update, to bring up its tables


@dataclass(frozen=True, slots=True)
class Reply:
    """What came over one line; `cookies` by name."""

    status: int
    location: str
    body: bytes
    cookies: Mapping[str, str]


Send = Callable[[str, str, bytes, Mapping[str, str]], Reply]  # method, address, body, cookies


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer after its redirects; `url` is where they led."""

    url: str
    status: int
    text: str
    took_ms: int


@dataclass
class Visitor:
    """Somebody with cookies. `home` is the address of the site, and where its host ends."""

    home: str
    send: Send
    cookies: dict[str, str] = field(default_factory=dict)

    def open(self, path: str, *, form: bytes | None = None) -> Answered:
        """A page of this site. Raises Trouble `unreachable`."""
        url, method, body = urljoin(self.home, path), "GET" if form is None else "POST", form or b""
        began = time.monotonic()
        for _ in range(REDIRECTS + 1):
            reply = self.send(method, url, body, self.cookies)
            self._keep(reply.cookies)
            if reply.status not in (301, 302, 303, 307, 308) or not reply.location:
                return Answered(url, reply.status, reply.body.decode("utf-8", "replace"), _since(began))
            after = urljoin(url, reply.location).partition("#")[0]
            if urlsplit(after).netloc.lower() != urlsplit(self.home).netloc.lower():
                return Answered(after, reply.status, "", _since(began))
            url = after
            if reply.status in (301, 302, 303):
                method, body = "GET", b""
        return Answered(url, 310, "", _since(began))

    def _keep(self, cookies: Mapping[str, str]) -> None:
        for name, value in cookies.items():
            if len(self.cookies) < MAX_COOKIES and len(value) < MAX_COOKIE:
                self.cookies[name] = value


def to_live(allow_private: bool) -> Send:
    """The way to the live site, through the guarded way out."""

    def send(method: str, url: str, body: bytes, cookies: Mapping[str, str]) -> Reply:
        headers = {"User-Agent": NAME, "Accept": "text/html,*/*;q=0.8"}
        if cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        if body:
            headers["Content-Type"] = FORM
        try:
            said = request(
                method, url, headers, body, total_s=PAGE_S, allow_private=allow_private, answer_bytes=MAX_TEXT
            )
        except (Barred, Unreached) as lost:
            raise Trouble("unreachable", str(lost)) from lost
        return Reply(said.status, said.headers.get("location", ""), said.body, _cookies(said.cookies))

    return send


def to_copy(copy: Copy) -> Send:
    """The way through the gate of a copy."""

    def send(method: str, url: str, body: bytes, cookies: Mapping[str, str]) -> Reply:
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"User-Agent": NAME, **({"Content-Type": FORM} if body else {})}
        said = copy.fetch(path, method=method, body=body, headers=headers, cookies=cookies, within_s=PAGE_S)
        return Reply(said.status, said.headers.get("location", ""), said.body[:MAX_TEXT], said.cookies)

    return send


def visitor_of(copy: Copy, *, signed_in: bool = False) -> Visitor:
    """Somebody whom the gate knows."""
    return Visitor(copy.url, to_copy(copy), dict(copy.cookies(signed_in=signed_in)))


def _cookies(lines: Sequence[str]) -> Mapping[str, str]:
    found = dict[str, str]()
    for line in lines:
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(line)
        except CookieError:
            continue
        found |= {name: morsel.value for name, morsel in jar.items()}
    return found


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1_000)


def crawl(
    visitor: Visitor,
    first: Sequence[str],
    *,
    most: int = MAX_PAGES,
    only: bool = False,
    tell: Callable[[int], None] | None = None,
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


def walk(visitor: Visitor, text: str) -> tuple[int, str]:
    """A journey of lines as the watch-tower has them; how many steps went well, and why the next one did not."""
    try:
        listed = steps(visitor.home, text)
    except BadStep as bad:
        return bad.number - 1, "no_step"
    for number, step in enumerate(listed):
        try:
            answer = visitor.open(step.url, form=step.body if step.method == "POST" else None)
        except Trouble as lost:
            return number, lost.code
        if answer.status >= 400 or (broken := fault(answer.status, answer.text)):
            return number, f"{answer.status} {broken if answer.status < 400 else ''}".strip()
        if step.words not in answer.text:
            return number, "words_missing"
    return len(listed), ""
