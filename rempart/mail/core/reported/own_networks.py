"""Networks of an organisation's own mail servers: what comes from there may say who sent it."""

import ipaddress

MOST = 20
NARROW = {4: 24, 6: 48}  # bits that a network names at least: a provider's whole range is everybody's
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class TooWide(ValueError):
    """More machines than are one's own."""


def network_of(text: str) -> Network:
    """Raises ValueError for what is none, TooWide."""
    found = ipaddress.ip_network(text.strip(), strict=False)
    if found.prefixlen < NARROW[found.version]:
        raise TooWide
    return found


def is_within(peer: str, networks: list[str]) -> bool:
    """An address as a socket says it, against networks as they are stored."""
    try:
        address = ipaddress.ip_address(peer.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return any((mapped or address) in ipaddress.ip_network(one) for one in networks)
