"""The addresses of the site's name, and every name on the way to them with its owner."""

import asyncio
from collections.abc import Sequence

from rempart.facts.dns_names import DnsAddresses, Hop
from rempart.scanner.core.collector import Collector, Look, LookError
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass


async def collect(look: Look) -> Sequence[DnsAddresses]:
    """IPv4 and IPv6 together; the aliases are the same for both."""
    host = look.target.host
    four, six = await asyncio.gather(look.ask(host, "A"), look.ask(host, "AAAA"))
    found = sorted({*four.texts, *six.texts})
    if not found:
        raise LookError("unresolved", f"{host} has no address in the domain name system")
    names = four.chain or six.chain
    lives = [answer.ttl_s for answer in (four, six) if answer.ttl_s is not None]
    return [
        DnsAddresses(
            addresses=tuple(found),
            chain=tuple(Hop(name, look.registrable(name)) for name in names),
            ttl_s=min(lives, default=None),
        )
    ]


UNIT = Collector(
    id="dns_addresses",
    version=1,
    kinds=(DnsAddresses,),
    evidence=EvidenceClass.OBSERVED,
    collect=collect,
    every_s=DAY_S,
    timeout_s=10,
    requests=0,
    order=1,
)
