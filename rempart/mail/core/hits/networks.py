"""Networks: which addresses are neighbours, which belong to machines that read mail before people do."""

import ipaddress
from collections.abc import Iterable, Sequence
from functools import lru_cache

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

NEIGHBOURS_V4, NEIGHBOURS_V6 = 24, 48  # what one office or one scanner farm usually has
NAMED_MAX = 200  # of an organisation's own list

# Mail filters of Microsoft 365 (Exchange Online Protection), as Microsoft's list of endpoints has them under ID 10
# (learn.microsoft.com, "Microsoft 365 URLs and IP address ranges"), looked at 2026-11-22 and again 2026-11-23: six of six stand
# in public quotations of its version 2026081400. It is their list for mail (port 25). Links are followed from other addresses of
# Microsoft too (vendors name some in Azure, 40.64.0.0/10), which change and serve everybody: how a hit behaves tells those.
# Short on purpose: a list of all hosting in the world is wrong within weeks. What else reads an organisation's mail, the
# organisation names itself.
MACHINES = (
    "40.92.0.0/15", "40.107.0.0/16", "52.100.0.0/14", "104.47.0.0/17", "2a01:111:f400::/48", "2a01:111:f403::/48",
)  # fmt: skip


def neighbourhood(address: str) -> str:
    """The network an address stands in: `192.0.2.0/24`; empty for what is no address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    length = NEIGHBOURS_V4 if found.version == 4 else NEIGHBOURS_V6
    return str(ipaddress.ip_network(f"{found}/{length}", strict=False))


def networks(lines: Iterable[str]) -> tuple[Network, ...]:
    """Raises ValueError, with the line that is none, for more than NAMED_MAX, and for one as large as the world."""
    found: list[Network] = []
    for line in lines:
        if not (text := line.strip()):
            continue
        try:
            one = ipaddress.ip_network(text, strict=False)
        except ValueError as bad:
            raise ValueError(text) from bad
        if one.prefixlen < 8:
            raise ValueError(text)
        found.append(one)
        if len(found) > NAMED_MAX:
            raise ValueError(text)
    return tuple(found)


@lru_cache(maxsize=64)
def _parsed(lines: tuple[str, ...]) -> tuple[Network, ...]:
    return networks(lines)


def is_within(address: str, lines: Sequence[str]) -> bool:
    """Does it stand in one of these?"""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in network for network in _parsed(tuple(lines)) if network.version == found.version)
