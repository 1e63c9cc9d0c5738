"""What the kinds look with: each name asked and judged afresh, the judged address connected to, all within bounds."""

import errno
import ssl
import time
from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit

from rempart import __version__
from rempart.channel.guarded.bounds import Bounds
from rempart.channel.guarded.faults import wire_fault
from rempart.channel.guarded.resolver import Resolver
from rempart.channel.guarded.unpack import Broken, unpack
from rempart.channel.guarded.wire import Answer, Door, connect, exchange, strict_context
from rempart.terms.addresses import refusal
from rempart.terms.looking import DnsAnswer, LookError
from rempart.watch.core.kind import Blind, Page, Shown

USER_AGENT = f"Mozilla/5.0 (compatible; Rempart/{__version__}; uptime check asked for by the site's operator)"
BOUNDS = Bounds(body_bytes=512 * 1024, dns_s=4.0, connect_s=6.0, read_s=8.0, total_s=10.0, addresses=3)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
REDIRECTS_MAX = 5
COOKIES_MAX = 20  # of one journey; a site that sets more keeps the last ones from us
COOKIE_MAX = 4_096
OUR_NETWORK = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL, errno.EMFILE, errno.ENOBUFS})
PORTS = {"http": 80, "https": 443}


class Tools:
    """What all looks of one process share."""

    def __init__(self, ca_file: Path | None = None, server: tuple[str, int] | None = None) -> None:
        self.strict = strict_context(ca_file)
        self.resolver = Resolver(BOUNDS, server)

    async def names_work(self) -> bool:
        """Does our own name server answer at all? The root's servers are what every one of them knows."""
        try:
            return bool((await self.resolver.ask(".", "NS")).texts)
        except LookError:
            return False


class OwnEyes:
    """See Eyes. One for each look: nothing is remembered from the one before, so a rebound name is judged again."""

    def __init__(self, tools: Tools, *, allow_private: bool) -> None:
        self.tools, self.allow_private = tools, allow_private
        self.now_ms = time.time_ns() // 1_000_000

    def browser(self) -> "OwnBrowser":
        """See Eyes."""
        return OwnBrowser(self)

    async def doors(self, host: str, port: int, *, is_encrypted: bool) -> list[Door]:
        """Judged addresses. Raises LookError `unresolved`, `private_address`; Blind."""
        try:
            found = await self.tools.resolver.addresses(host)
        except LookError as fault:
            if fault.code in ("timeout", "unresolved") and not await self.tools.names_work():
                raise Blind("no_resolver", "Our own name server does not answer") from fault
            raise LookError("unresolved", fault.detail) from fault
        if why := refusal(host, found, self.allow_private):
            raise LookError("private_address", why)
        return [Door(host, one, port, is_encrypted) for one in found]

    async def certificate(self, host: str, port: int) -> Shown:
        """See Eyes."""
        begun = time.monotonic()
        for door in (doors := await self.doors(host, port, is_encrypted=True)):
            try:
                _, writer = await connect(door, self.tools.strict, BOUNDS)
            except ssl.SSLCertVerificationError as bad:
                return Shown(bad.verify_code or 1, took_ms=_since(begun))
            except (OSError, EOFError, LookError) as fault:
                _go_on(door, fault, doors)
                continue
            told = writer.get_extra_info("peercert") or {}
            writer.transport.abort()
            return Shown(0, _moment(told["notBefore"]), _moment(told["notAfter"]), _since(begun))
        raise LookError("refused", f"{host} has no address that lets us in")

    async def ask(self, name: str, record: str) -> DnsAnswer:
        """See Eyes."""
        try:
            return await self.tools.resolver.ask(name, record)
        except LookError as fault:
            if not await self.tools.names_work():
                raise Blind("no_resolver", "Our own name server does not answer") from fault
            raise

    async def knock(self, host: str, port: int) -> int:
        """See Eyes."""
        begun = time.monotonic()
        for door in (doors := await self.doors(host, port, is_encrypted=False)):
            try:
                _, writer = await connect(door, None, BOUNDS)
            except (OSError, LookError) as fault:
                _go_on(door, fault, doors)
            else:
                writer.transport.abort()
                return _since(begun)
        raise LookError("refused", f"{host} has no address that lets us in")


class OwnBrowser:
    """See Browser. Redirects may lead elsewhere; each new name is judged like the first. Cookies stay with their host."""

    def __init__(self, eyes: OwnEyes) -> None:
        self._eyes = eyes
        self._jar: dict[tuple[str, str], str] = {}

    async def open(self, url: str, *, method: str = "GET", body: bytes = b"") -> Page:
        """See Browser."""
        took = 0
        for _ in range(REDIRECTS_MAX + 1):
            parts = _split(url)
            answer = await self._once(parts, method, body)
            took += answer.elapsed_ms
            self._keep(parts.hostname or "", answer)
            onward = next((value for name, value in answer.headers if name == "location"), "")
            if answer.status not in REDIRECTS or not onward:
                return _page(url, answer, took)
            url, method, body = urljoin(url, onward), "GET", b""
        raise LookError("too_many_redirects", f"{url} redirects again and again")

    async def _once(self, parts: SplitResult, method: str, body: bytes) -> Answer:
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        doors = await self._eyes.doors(host, port, is_encrypted=parts.scheme == "https")
        asked = (method, _target(parts), self._headers(parts, host, body), body)
        for door in doors:
            try:
                answer = await exchange(door, self._eyes.tools.strict, BOUNDS, asked)
            except LookError as fault:
                _go_on(door, fault, doors)
            else:
                if answer.is_verified is False:
                    raise LookError("tls_failed", f"{door.label} shows a certificate that no browser accepts")
                return answer
        raise LookError("refused", f"{host} has no address that lets us in")

    def _headers(self, parts: SplitResult, host: str, body: bytes) -> list[tuple[str, str]]:
        cookies = "; ".join(f"{name}={value}" for (whose, name), value in self._jar.items() if whose == host)
        return [
            ("Host", parts.netloc.rpartition("@")[2]),
            ("User-Agent", USER_AGENT),
            ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            ("Accept-Encoding", "gzip, deflate"),
            *([("Cookie", cookies)] if cookies else []),
            *([("Content-Type", "application/x-www-form-urlencoded")] if body else []),
            ("Connection", "close"),
        ]

    def _keep(self, host: str, answer: Answer) -> None:
        for name, value in answer.headers:
            if name != "set-cookie" or len(value) > COOKIE_MAX:
                continue
            try:
                found = SimpleCookie(value)
            except CookieError:
                continue
            for key, morsel in found.items():
                if len(self._jar) < COOKIES_MAX and morsel.coded_value.isascii():
                    self._jar[(host, key)] = morsel.coded_value


def _go_on(door: Door, fault: BaseException, doors: Sequence[Door]) -> None:
    """The next address may let us in; the last one's fault is the answer. Raises LookError or Blind."""
    if door is not doors[-1] and getattr(fault, "code", "refused") in ("refused", "timeout"):
        return
    cause = fault.__cause__ if isinstance(fault, LookError) else fault
    if isinstance(cause, OSError) and cause.errno in OUR_NETWORK:
        raise Blind("no_network", "This machine has no way out just now") from fault
    raise wire_fault(door.label, fault) from fault


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        if parts.scheme in PORTS and parts.hostname and (parts.port or PORTS[parts.scheme]):
            netloc = parts.netloc.encode("ascii" if parts.netloc.isascii() else "idna").decode("ascii")
            return parts._replace(netloc=netloc, path=parts.path or "/", fragment="")
    except ValueError:
        pass
    raise LookError("bad_answer", f"{url[:200]} is no address")


def _target(parts: SplitResult) -> str:
    text = parts.path + (f"?{parts.query}" if parts.query else "")
    return "".join(c if "!" <= c <= "~" else "".join(f"%{b:02X}" for b in c.encode("utf-8", "replace")) for c in text)


def _page(url: str, answer: Answer, took: int) -> Page:
    coding = next((value for name, value in answer.headers if name == "content-encoding"), None)
    try:
        body, is_cut = unpack(answer.body, coding if answer.body else None, BOUNDS.body_bytes)
    except Broken as broken:
        raise LookError("bad_answer", f"{url[:200]} {broken}") from broken
    return Page(url, answer.status, body.decode("utf-8", "replace"), is_cut or not answer.is_whole, took)


def _moment(text: object) -> int:
    return round(ssl.cert_time_to_seconds(str(text)) * 1_000)


def _since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1_000)
