"""Server addresses behind a site, as its owner types them: one a line, in their one form."""

import ipaddress

from rempart.terms.addresses import hides_another, zone_of

MAX_ORIGINS = 4  # as many as one run of probe_edge tries: one that is named and never tried would hide a way around
MAX_CHARACTERS = 400  # four addresses are well below; more is no list of ours


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
    if isinstance(address, ipaddress.IPv6Address) and (address.scope_id or hides_another(address)):
        raise BadOrigin("no_server", word[:60])  # an IPv4 address in disguise: name it plainly
    zone = zone_of(str(address))
    if zone == "forbidden":
        raise BadOrigin("no_server", word[:60])
    if not may_be_private and zone != "public":
        raise BadOrigin("private", word[:60])
    return str(address)
