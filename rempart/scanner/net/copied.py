"""A Look at the drill's copy instead of at a live site: the same collectors, and no request that leaves the machine.

Nothing here waits on an event loop: a copy answers at once, and whoever holds the drill renews its lease in between.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote, urljoin

from rempart.channel.copies import Answer, Copy
from rempart.channel.source import Trouble
from rempart.facts.fact import Fact
from rempart.scanner.core.collector import Collector, DnsAnswer, Exchange, Handshake, LookError, RedirectsForEver
from rempart.scanner.core.target import parse_target
from rempart.scanner.net.line import USER_AGENT, port_of, split_url
from rempart.scanner.net.options import Limits
from rempart.scanner.net.visit import REDIRECTS

REQUESTS = 150  # of one drill: what the collectors ask of a live site, without their pauses
WITHIN_S = 300.0  # for all of it; a copy that answers slowly is not asked to the end
REQUEST_S = 20.0  # for one answer
GATE = "x-rempart-gate"  # an answer of the gate, not of the site: it says nothing of it
_PLAIN = "".join(chr(code) for code in range(33, 127))


class CopyLook:
    """See Look. `seen` are the facts of this drill so far; `beat` is called before each request and may end it."""

    token: str | None = None
    origins: tuple[str, ...] = ()

    def __init__(self, copy: Copy, seed: bytes, beat: Callable[[int], None]) -> None:
        self.target, self.seed, self.seen = parse_target(copy.url), seed, list[Fact]()
        self.now_ms, self.spent = time.time_ns() // 1_000_000, 0
        self._copy, self._beat, self._ends = copy, beat, time.monotonic() + WITHIN_S
        self._gate, self._jar = dict(copy.cookies()), dict[str, str]()
        self._pages: dict[tuple[str, tuple[tuple[str, str], ...]], Exchange] = {}

    def take(self, unit: Collector) -> tuple[list[Fact], str]:
        """What that collector sees, or the code of why it saw nothing. Raises Trouble when the copy is gone."""
        looking = unit.collect(self).__await__()
        try:
            next(looking)
        except StopIteration as done:
            found: list[Fact] = list(done.value)
            self.seen += found
            return found, ""
        except LookError as fault:
            return [], fault.code
        raise RuntimeError(f"{unit.id} waits for something that a copy does not have")

    async def fetch(
        self, url: str, *, method: str = "GET", headers: Sequence[tuple[str, str]] = (), body: bytes = b"",
        fresh: bool = False, address: str | None = None,
    ) -> Exchange:  # fmt: skip
        """See Look."""
        parts, key = split_url(url), (url, tuple(headers))
        if parts.hostname != self.target.host or port_of(parts) != self.target.port or address is not None:
            raise LookError("off_host", "That is not on the copy; it was left alone", is_error=False)
        is_plain = method == "GET" and not body and not fresh
        if is_plain and key in self._pages:
            return self._pages[key]
        path = quote(parts.path or "/", safe=_PLAIN) + (f"?{quote(parts.query, safe=_PLAIN)}" if parts.query else "")
        began = time.monotonic()
        answer = self._ask(path, method, headers, body)
        cap = Limits().body_bytes
        took = int((time.monotonic() - began) * 1_000)
        given = tuple(answer.headers.items())
        page = Exchange(url, answer.status, given, answer.body[:cap], len(answer.body) > cap, took, "127.0.0.1", None)
        if is_plain:
            self._pages[key] = page
        return page

    def _ask(self, path: str, method: str, headers: Sequence[tuple[str, str]], body: bytes) -> Answer:
        self._beat(self.spent)
        if self.spent >= REQUESTS or time.monotonic() > self._ends:
            raise LookError("budget_spent", "The drill's requests, or its time for them, are used up")
        self.spent += 1
        sent = {"User-Agent": USER_AGENT, **{name: value for name, value in headers if name.lower() != "cookie"}}
        wanted = next((value for name, value in headers if name.lower() == "cookie"), "")
        try:
            answer = self._copy.fetch(
                path, method=method, body=body, headers=sent, cookies={**self._gate, **self._named(wanted)}, within_s=REQUEST_S
            )  # fmt: skip
        except Trouble as trouble:
            if trouble.code == "gone":
                raise
            raise LookError("cannot_tell", trouble.detail) from trouble  # no word of a stop: it may have been our hurry
        if GATE in answer.headers:
            raise LookError("cannot_tell", "The gate before the copy answered, not the site")
        self._jar |= answer.cookies
        return answer

    def _named(self, wanted: str) -> Mapping[str, str]:
        """A cookie that the request names, as the copy itself has set it: outside it bears another name."""
        names = [one.strip().partition("=")[0] for one in wanted.split(";") if one.strip()]
        return {name: value for name, value in self._jar.items() if name.endswith(tuple(names))} if names else {}

    async def follow(self, url: str) -> tuple[Exchange, ...]:
        """See Look."""
        chain = [await self.fetch(url)]
        while chain[-1].status in REDIRECTS and (location := chain[-1].header("location")):
            if len(chain) > Limits().redirects:
                raise RedirectsForEver(tuple(chain))
            try:
                chain.append(await self.fetch(urljoin(chain[-1].url, location)))
            except ValueError:
                break
            except LookError as fault:
                if fault.code != "off_host":
                    raise
                break
        return tuple(chain)

    def twin(self, scheme: str) -> str | None:
        """A copy has one port."""
        return self.target.origin if scheme == self.target.scheme else None

    def registrable(self, name: str) -> str:
        """A copy's name is nobody's."""
        return name

    def previous(self, kind: type[Fact]) -> Fact | None:
        """Of this drill alone: what the live site shows says nothing of the copy."""
        return next((one for one in reversed(self.seen) if isinstance(one, kind)), None)

    async def resolve(self, name: str, record: str) -> tuple[str, ...]:
        """A copy has no names."""
        raise _not_there()

    async def ask(self, name: str, record: str) -> DnsAnswer:
        """A copy has no names."""
        raise _not_there()

    async def handshake(self) -> Handshake:
        """A copy has no certificate."""
        raise LookError("no_tls", "A copy is plain", is_error=False)

    async def tls_report(self) -> str:
        """A copy has no certificate."""
        raise LookError("no_tls", "A copy is plain", is_error=False)


def _not_there() -> LookError:
    return LookError("cannot_tell", "A copy has no name in the world", is_error=False)
