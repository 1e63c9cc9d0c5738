"""Who answers for the site's zone: name servers, their operators, signatures, and who may issue certificates."""

import asyncio
from collections.abc import Sequence

from rempart.facts.dns_names import DnsDelegation
from rempart.scanner.core.collector import Collector, Look, LookError
from rempart.scanner.core.dns_texts import ancestors
from rempart.terms.addresses import literal
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass


async def collect(look: Look) -> Sequence[DnsDelegation]:
    """Signed means that the parent vouches (DS) and the zone has keys; whether each answer verifies is not tried."""
    host = look.target.host
    if literal(host) is not None:
        raise LookError("cannot_tell", f"{host} is an address, so no zone stands behind it", is_error=False)
    zone = look.registrable(host)
    servers = await look.ask(zone, "NS")
    if not servers.texts:
        raise LookError("unresolved", f"{zone} names no name servers")
    names = tuple(sorted(name.lower() for name in servers.texts))
    return [
        DnsDelegation(
            zone=zone,
            nameservers=names,
            operators=tuple(sorted({look.registrable(name) for name in names})),
            ttl_s=servers.ttl_s,
            is_signed=await _is_signed(look, zone),
            caa=await _caa(look, host, zone),
        )
    ]


async def _is_signed(look: Look, zone: str) -> bool | None:
    try:
        vouched, keys = await asyncio.gather(look.resolve(zone, "DS"), look.resolve(zone, "DNSKEY"))
    except LookError:
        return None  # some resolvers choke on these types; that says nothing about the zone
    return bool(vouched and keys)


async def _caa(look: Look, host: str, zone: str) -> tuple[str, ...]:
    for name in ancestors(host, zone):
        if found := await look.resolve(name, "CAA"):
            return found
    return ()


UNIT = Collector("dns_delegation", 1, (DnsDelegation,), EvidenceClass.OBSERVED, collect, DAY_S, 15, 0, order=2)
