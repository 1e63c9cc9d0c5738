"""Which network addresses a stranger's name may lead us to: public ones only, unless the operator allows more."""

import ipaddress
from collections.abc import Sequence
from typing import Literal

Zone = Literal["public", "private", "loopback", "forbidden"]

IPv4 = ipaddress.IPv4Address
IPv6 = ipaddress.IPv6Address
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")  # RFC 8215: the network behind it decides what it hides
SHARED = ipaddress.IPv4Network("100.64.0.0/10")  # RFC 6598: between a provider and its customers
V4_COMPATIBLE = ipaddress.IPv6Network("::/96")  # withdrawn, but kernels still know it


def zone_of(address: str) -> Zone:
    """Where an address literal lies; IPv4 hidden in IPv6 counts as what it hides. Raises ValueError for names."""
    found = ipaddress.ip_address(address.split("%", 1)[0])
    hidden = _hidden(found) if isinstance(found, IPv6) else None
    return _zone(hidden) if hidden is not None else _zone(found)


def hides_another(address: IPv6) -> bool:
    """Does this address stand for an IPv4 one, whichever that is?"""
    return _hidden(address) is not None or address in LOCAL_NAT64


def _hidden(address: IPv6) -> IPv4 | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in NAT64 or (address in V4_COMPATIBLE and int(address) > 1):
        return IPv4(int(address) & 0xFFFFFFFF)
    return None


def _zone(address: IPv4 | IPv6) -> Zone:
    if address.is_loopback:
        return "loopback"
    if address.is_multicast or address.is_unspecified or int(address) == 0xFFFFFFFF:
        return "forbidden"
    if isinstance(address, IPv4) and (address in SHARED or int(address) >> 24 == 0):
        return "private"
    if isinstance(address, IPv6) and address in LOCAL_NAT64:
        return "private"
    if isinstance(address, IPv6) and address.is_site_local:  # fec0::/10, withdrawn, still routed inside some networks
        return "private"
    if address.is_private or address.is_link_local or address.is_reserved or not address.is_global:
        return "private"
    return "public"


def literal(host: str) -> str | None:
    """The address a host name already is (`127.0.0.1`, `::1`, `localhost`), without asking anyone."""
    if host == "localhost" or host.endswith(".localhost"):
        return "127.0.0.1"
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return None


def refusal(host: str, addresses: Sequence[str], allow_private: bool) -> str | None:
    """Why none of these addresses may be connected to, as a sentence; None when they may."""
    for address in addresses:
        zone = zone_of(address)
        if zone == "forbidden":
            return f"{host} answers with {address}, which is no address of a server"
        if zone != "public" and not allow_private:
            where = "this very machine" if zone == "loopback" else "an address inside a private network"
            return f"{host} answers with {address}, {where}. If you mean it, allow it with --allow-private"
    return None
