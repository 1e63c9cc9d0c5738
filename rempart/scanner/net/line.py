"""One request to the site: its turn, its share of the caps, the pinned address, and the answer made plain."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from ssl import SSLContext
from urllib.parse import SplitResult, urlsplit

from rempart import __version__
from rempart.channel.guarded.unpack import Broken, unpack
from rempart.channel.guarded.wire import Answer, Door, exchange
from rempart.scanner.core.collector import Exchange, LookError
from rempart.scanner.net.options import Limits
from rempart.scanner.net.pace import Pace, Patience, Purse
from rempart.scanner.net.pins import Pins, Silence

USER_AGENT = f"Mozilla/5.0 (compatible; Rempart/{__version__}; security check asked for by the site's operator)"
STANDARD = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. `address` is a server the owner named, asked directly."""

    parts: SplitResult
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    address: str | None = None

    @property
    def door(self) -> tuple[str, int]:
        """Host and port."""
        return self.parts.hostname or "", port_of(self.parts)


@dataclass(slots=True)
class Asker:
    """On whose account a request goes: caps, importance and clock of one collector."""

    purses: tuple[Purse, ...]
    order: int = 0
    patience: Patience = field(default_factory=Patience)


@dataclass(slots=True)
class Line:
    """The way to the site, common to the whole run."""

    limits: Limits
    pins: Pins
    strict: SSLContext
    pace: Pace
    silence: Silence

    async def ask(self, request: Request, asker: Asker) -> Exchange:
        """One exchange. Raises LookError."""
        host, port = request.door
        if request.address is None:
            self.silence.check((host, port))
            addresses = await self.pins.candidates(host, port)
        else:
            addresses = (request.address,)
            self.pins.check(host, addresses)
        for purse in asker.purses:
            purse.spend()
        asker.patience.pause()
        try:
            await self.pace.turn(asker.order)
        finally:
            asker.patience.resume()
        try:
            door, answer = await self._first(request, addresses)
        finally:
            self.pace.done()
        if request.address is None:
            self.pins.preferred[(host, port)] = door.address
        return _exchange_of(request.parts, door, answer, self.limits.body_bytes)

    async def _first(self, request: Request, addresses: Sequence[str]) -> tuple[Door, Answer]:
        """The first address that answers; when none does, the first one's fault."""
        host, port = request.door
        asked = (request.method, _target_of(request.parts), _headers(request), request.body)
        faults: list[LookError] = []
        for address in addresses:
            door = Door(host, address, port, request.parts.scheme == "https")
            try:
                answer = await exchange(door, self.strict, self.limits, asked)
            except LookError as fault:
                faults.append(fault)
                if fault.code not in ("refused", "timeout"):
                    break
            else:
                self.silence.note((host, port), None)
                return door, answer
        self.silence.note((host, port), faults[0])
        raise faults[0]


def split_url(url: str) -> SplitResult:
    """An address of http or https, taken apart, without its fragment. Raises LookError."""
    try:
        parts = urlsplit(url)
        if parts.scheme in STANDARD and parts.hostname and port_of(parts):
            netloc = parts.netloc.encode("ascii" if parts.netloc.isascii() else "idna").decode("ascii")
            return parts._replace(netloc=netloc, path=parts.path or "/", fragment="")
    except ValueError:
        pass
    raise LookError("bad_answer", f"{url[:200]} is no address")


def port_of(parts: SplitResult) -> int:
    """The port, told or implied."""
    return parts.port or STANDARD[parts.scheme]


def _target_of(parts: SplitResult) -> str:
    """Path and query as sent; what cannot stand in a request line is escaped, nothing else is touched."""
    text = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return "".join(c if "!" <= c <= "~" else "".join(f"%{b:02X}" for b in c.encode("utf-8", "replace")) for c in text)


def _headers(request: Request) -> list[tuple[str, str]]:
    given = {name.lower() for name, _ in request.headers}
    host = request.parts.netloc.rpartition("@")[2]
    ours = (("User-Agent", USER_AGENT), ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"))
    last = (("Accept-Encoding", "gzip, deflate"), ("Connection", "close"))
    before, after = ([(name, value) for name, value in some if name.lower() not in given] for some in (ours, last))
    return [("Host", host)] * ("host" not in given) + before + list(request.headers) + after


def _exchange_of(parts: SplitResult, door: Door, answer: Answer, limit: int) -> Exchange:
    coding = next((value for name, value in answer.headers if name == "content-encoding"), None)
    try:
        body, is_cut = unpack(answer.body, coding if answer.body else None, limit)
    except Broken as broken:
        raise LookError("bad_answer", f"{door.label} {broken}") from broken
    return Exchange(
        parts.geturl(),
        answer.status,
        answer.headers,
        body,
        is_cut or not answer.is_whole,
        answer.elapsed_ms,
        door.address,
        answer.is_verified,
    )
