"""Questions to the domain name system, with time limits, and a local answer for names that are already addresses."""

import asyncio
import socket

import dns.asyncresolver
import dns.exception
import dns.flags
import dns.name
import dns.rdatatype
import dns.resolver

from rempart.channel.guarded.bounds import Bounds
from rempart.terms.addresses import literal
from rempart.terms.looking import DnsAnswer, LookError

NOTHING = DnsAnswer((), (), None)
MAX_TEXT = 512  # characters of one record kept
MAX_RECORDS = 20  # of one answer; the largest real sets have a dozen


class Resolver:
    """Asks the system's resolvers, or the one given (`host`, `port`)."""

    def __init__(self, limits: Bounds, server: tuple[str, int] | None = None) -> None:
        self._limits = limits
        self._server = server
        self._engine: dns.asyncresolver.Resolver | None = None

    def _resolver(self) -> dns.asyncresolver.Resolver:
        if self._engine is None:
            try:
                engine = dns.asyncresolver.Resolver(configure=self._server is None)
            except dns.resolver.NoResolverConfiguration as missing:
                raise LookError("unresolved", "This machine has no name server set up (resolv.conf)") from missing
            if self._server is not None:
                engine.nameservers = [self._server[0]]
                engine.port = self._server[1]
            engine.timeout = self._limits.dns_s / 2
            engine.lifetime = self._limits.dns_s
            engine.use_edns(0, 0, 1232)
            self._engine = engine
        return self._engine

    async def ask(self, name: str, record: str) -> DnsAnswer:
        """Records of one type. No such name or record gives an empty answer; no answer at all raises LookError."""
        address = literal(name)
        if address is not None:
            is_six = ":" in address
            return DnsAnswer((address,), (), None) if record == ("AAAA" if is_six else "A") else NOTHING
        try:
            answer = await self._resolver().resolve(name, record, raise_on_no_answer=False, search=False)
        except dns.resolver.NXDOMAIN:
            return NOTHING
        except (dns.resolver.LifetimeTimeout, dns.exception.Timeout) as slow:
            raise LookError("timeout", f"The name servers did not answer in time about {name}") from slow
        except (dns.resolver.NoNameservers, OSError) as failed:
            raise LookError("unresolved", f"The name servers failed to answer about {name}") from failed
        except (dns.exception.DNSException, ValueError) as bad:
            raise LookError("unresolved", f"{name} cannot be looked up ({type(bad).__name__})") from bad
        return _plain(answer)

    async def addresses(self, name: str) -> tuple[str, ...]:
        """Where a connection to `name` may go, IPv4 first. Raises LookError `unresolved` when nowhere."""
        answers = await asyncio.gather(self.ask(name, "A"), self.ask(name, "AAAA"), return_exceptions=True)
        found = [text for answer in answers if isinstance(answer, DnsAnswer) for text in answer.texts]
        if not found and self._server is None:
            found = await self._hosts_file(name)
        if found:
            return tuple(dict.fromkeys(found))[: self._limits.addresses]
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        raise LookError("unresolved", f"{name} has no address. Check the spelling, or whether the name still exists")

    async def _hosts_file(self, name: str) -> list[str]:
        """Names that only this machine knows (hosts file); the guard judges their addresses like all others."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._limits.dns_s):
                found = await loop.getaddrinfo(name, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, TimeoutError):
            return []
        return [str(entry[4][0]) for entry in found]


def _plain(answer: dns.resolver.Answer) -> DnsAnswer:
    hops = [str(rrset.items and next(iter(rrset.items)).target).rstrip(".") for rrset in answer.chaining_result.cnames]
    texts = sorted(_text(record) for record in answer) if answer.rrset is not None else []
    ttl = answer.chaining_result.minimum_ttl if answer.rrset is not None else None
    return DnsAnswer(tuple(texts[:MAX_RECORDS]), tuple(hops), ttl)


def _text(record: object) -> str:
    """As in a zone file; texts of TXT records joined and unquoted."""
    parts = getattr(record, "strings", None)
    text = b"".join(parts).decode("utf-8", "replace") if parts is not None else str(record)
    return text[:MAX_TEXT].rstrip(".") if parts is None else text[:MAX_TEXT]


def is_own(address: str) -> bool:
    """Is it an address of this very machine? The kernel is asked for a route; nothing is sent."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))
            return bool(probe.getsockname()[0] == address)
    except OSError:
        return False
