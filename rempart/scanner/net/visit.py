"""One visit to a site: the Look that collectors are given, with its memory, caps, pacing and pinned addresses."""

import copy
import time
from collections.abc import Callable, Sequence
from urllib.parse import urljoin

from publicsuffixlist import PublicSuffixList

from rempart.channel.guarded.resolver import Resolver
from rempart.channel.guarded.wire import Door, strict_context
from rempart.facts.fact import Fact
from rempart.scanner.core.collector import (
    Collector,
    DnsAnswer,
    Exchange,
    Handshake,
    LookError,
    RedirectsForEver,
)
from rempart.scanner.core.target import Target
from rempart.scanner.net import handshake, sslyze
from rempart.scanner.net.line import STANDARD, Asker, Line, Request, port_of, split_url
from rempart.scanner.net.options import RunOptions
from rempart.scanner.net.pace import Pace, Patience, Purse
from rempart.scanner.net.permit import Permit
from rempart.scanner.net.pins import Memory, Pins, Silence
from rempart.terms.addresses import literal

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SUFFIXES = PublicSuffixList()


class Visit:
    """See Look. `lend` gives each collector its own view with its own share; everything else is common to the run."""

    def __init__(
        self,
        target: Target,
        options: RunOptions,
        previous: Callable[[type[Fact]], Fact | None],
    ) -> None:
        self.target = target
        self.options = options
        self.now_ms = options.now_ms if options.now_ms is not None else time.time_ns() // 1_000_000
        self.token, self.seed, self.origins = options.token, options.seed, options.origins
        limits = options.limits
        self._previous = previous
        self.pins = Pins(Resolver(limits, options.resolver), options.allow_private)
        pace = Pace(limits.per_second, limits.at_once)
        self._line = Line(limits, self.pins, strict_context(options.ca_file), pace, Silence(limits))
        self._pages: Memory[Exchange] = Memory()
        self._answers: Memory[DnsAnswer] = Memory()
        self._handshakes: Memory[Handshake] = Memory()
        self._reports: Memory[str] = Memory()
        self._questions = Purse("DNS questions of this run", limits.questions)
        self._passive = Purse("requests of this run", limits.passive_requests)
        self._active = Purse("probes of this run", limits.active_requests)
        self._asker = Asker((self._passive,))
        self._home: Target | None = None
        self.permit = Permit(options, self.now_ms)

    def lend(self, collector: Collector, patience: Patience) -> "Visit":
        """The same visit, seen by one collector."""
        view = copy.copy(self)
        if self._home and (collector.active or collector.settled):
            view.target = self._home
        share = Purse(f"requests of {collector.id}", collector.requests)
        purses = (share, self._active if collector.active else self._passive)
        view._asker = Asker(purses, collector.order, patience)
        return view

    async def close(self) -> None:
        """End what nobody waits for any more."""
        await self._pages.close()
        await self._answers.close()
        await self._handshakes.close()
        await self._reports.close()
        await self.pins.memory.close()

    async def settle(self) -> Target:
        """The host that the front page leads to within the site's own domain (http to https, a name to www.)."""
        if self._home is None:
            try:
                last = (await self.follow(self.target.url("/")))[-1]
            except LookError:
                self._home = self._home or self.target
            else:
                parts = split_url(last.url)
                found = Target(parts.scheme, parts.hostname or "", port_of(parts), self.target.path)
                self._home = self._home or found  # decided once: what was proven and what is probed are one host
        return self._home

    def know(self, seen: Callable[[type[Fact]], Fact | None]) -> None:
        """What this very run has seen comes before what earlier ones saw."""
        earlier = self._previous
        self._previous = lambda kind: seen(kind) or earlier(kind)

    # What collectors call

    def twin(self, scheme: str) -> str | None:
        """See Look."""
        port = self._port(scheme)
        return Target(scheme, self.target.host, port, "").origin + self.target.path if port else None

    async def fetch(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Sequence[tuple[str, str]] = (),
        body: bytes = b"",
        fresh: bool = False,
        address: str | None = None,
    ) -> Exchange:
        """See Look."""
        parts = split_url(url)
        if parts.hostname != self.target.host or port_of(parts) not in self._ports():
            raise LookError("off_host", f"{url} is not on {self.target.host}; it was left alone", is_error=False)
        if address is not None and address not in self.origins:
            raise LookError("off_host", f"{address} is no server that the owner named", is_error=False)
        if self._is_probe and (refusal := self.permit.refusal()):
            raise refusal
        request = Request(parts, method, tuple(headers), body, address)
        if method != "GET" or body or fresh:
            return await self._line.ask(request, self._asker)
        return await self._page(request)

    async def follow(self, url: str) -> tuple[Exchange, ...]:
        """See Look. Raises RedirectsForEver after ten."""
        chain = [await self.fetch(url)]
        while (request := self._onward(chain[-1])) is not None:
            if len(chain) > self.options.limits.redirects:
                raise RedirectsForEver(tuple(chain))
            chain.append(await self._page(request))
        return tuple(chain)

    async def _page(self, request: Request) -> Exchange:
        return await self._pages.get(request, lambda: self._line.ask(request, self._asker))

    async def resolve(self, name: str, record: str) -> tuple[str, ...]:
        """See Look."""
        return (await self.ask(name, record)).texts

    async def ask(self, name: str, record: str) -> DnsAnswer:
        """See Look."""

        async def question() -> DnsAnswer:
            self._questions.spend()
            return await self.pins.resolver.ask(name, record)

        return await self._answers.get((name, record), question)

    async def handshake(self) -> Handshake:
        """See Look."""
        return await self._handshakes.get("handshake", self._greet)

    async def tls_report(self) -> str:
        """See Look."""

        async def report() -> str:
            doors = await self._encrypted_doors()
            try:
                address = (await self.handshake()).address  # the one that lets us in
            except LookError as fault:
                if fault.code in ("refused", "no_tls"):
                    raise
                address = doors[0].address  # sslyze may get further than we did
            return await sslyze.report(next(door for door in doors if door.address == address), self.options)

        return await self._reports.get("sslyze", report)

    def registrable(self, name: str) -> str:
        """See Look."""
        if literal(name) is not None:
            return name
        return _SUFFIXES.privatesuffix(name) or name

    def previous(self, kind: type[Fact]) -> Fact | None:
        """See Look."""
        return self._previous(kind)

    # How it is done

    @property
    def _is_probe(self) -> bool:
        """Probes never leave the proven host, nor the time that was agreed to."""
        return any(purse is self._active for purse in self._asker.purses)

    def _port(self, scheme: str) -> int | None:
        if scheme == self.target.scheme:
            return self.target.port
        given = self.options.encrypted_port if scheme == "https" else self.options.plain_port
        return given or (STANDARD[scheme] if self.target.port == STANDARD[self.target.scheme] else None)

    def _ports(self) -> frozenset[int]:
        return frozenset(port for port in (80, 443, self._port("http"), self._port("https")) if port)

    def _onward(self, last: Exchange) -> Request | None:
        """Where a redirect leads, when it leads on within the site's registrable domain and its ports."""
        location = last.header("location")
        if last.status not in REDIRECTS or not location:
            return None
        try:
            parts = split_url(urljoin(last.url, location))
        except (LookError, ValueError):
            return None
        host, home = parts.hostname or "", self.target.host
        is_near = host == home or (not self._is_probe and self.registrable(host) == self.registrable(home))
        return Request(parts) if is_near and port_of(parts) in self._ports() else None

    async def _greet(self) -> Handshake:
        """At the first address that lets us in."""
        faults: list[LookError] = []
        for door in await self._encrypted_doors():
            try:
                return await handshake.look(door, self.options)
            except LookError as fault:
                faults.append(fault)
                if fault.code != "refused":
                    break
        if faults[0].code == "refused" and self.target.scheme == "http":
            raise LookError("no_tls", f"Nothing answers over HTTPS at {self.target.host}", is_error=False)
        raise faults[0]

    async def _encrypted_doors(self) -> list[Door]:
        port = self._port("https")
        if port is None:
            raise LookError(
                "no_tls", f"{self.target.origin} is a plain address; nothing encrypted to look at", is_error=False
            )
        return [Door(self.target.host, one, port, True) for one in await self.pins.candidates(self.target.host, port)]
