"""Server addresses behind a site, as its owner types them: one a line, in their one form."""

import ipaddress

MAX_ORIGINS = 4  # as many as one run of probe_edge tries: one that is named and never tried would hide a way around
MAX_CHARACTERS = 400  # four addresses are well below; more is no list of ours
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))  # RFC 6052, RFC 8215


class BadOrigin(ValueError):
    """`code` is too_many, no_address, private or no_server; `text` is what was typed."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(f"{code}: {text}")
        self.code, self.text = code, text


def read_origins(typed: str, *, may_be_private: bool) -> list[str]:
    """The addresses, each once, in the order typed. Raises BadOrigin. The network layer checks them again."""
    if len(typed) > MAX_CHARACTERS:
        raise BadOrigin("too_many")
    found: dict[str, None] = {}
    for word in typed.replace(",", " ").split():
        found[_address(word, may_be_private)] = None
    if len(found) > MAX_ORIGINS:
        raise BadOrigin("too_many")
    return list(found)


def _address(word: str, may_be_private: bool) -> str:
    try:
        address = ipaddress.ip_address(word.strip("[]"))
    except ValueError as bad:
        raise BadOrigin("no_address", word[:60]) from bad
    if isinstance(address, ipaddress.IPv6Address) and (address.scope_id or _hides_another(address)):
        raise BadOrigin("no_server", word[:60])  # an IPv4 address in disguise: name it plainly
    if address.is_multicast or address.is_unspecified or str(address) == "255.255.255.255":
        raise BadOrigin("no_server", word[:60])
    if not may_be_private and not _is_public(address):
        raise BadOrigin("private", word[:60])
    return str(address)


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address.is_site_local:
        return False  # fec0::/10, withdrawn, still routed inside some networks
    return address.is_global and not address.is_reserved


def _hides_another(address: ipaddress.IPv6Address) -> bool:
    disguised = address.ipv4_mapped or address.sixtofour or address.teredo
    compatible = 1 < int(address) < 2**32  # ::1.2.3.4, withdrawn, still known to kernels
    return bool(disguised) or compatible or any(address in network for network in _NAT64)
