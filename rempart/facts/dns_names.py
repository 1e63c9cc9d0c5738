"""What the domain name system says of a site's address, delegation and mail, seen by a resolver."""

from typing import ClassVar

import msgspec

from rempart.facts.fact import Fact


class Hop(msgspec.Struct, frozen=True):
    """One name of the CNAME chain and the registrable domain that owns it."""

    name: str
    owner: str


class DnsAddresses(Fact, frozen=True, kw_only=True):
    """Addresses sorted as text; `ttl_s` is the smallest seen on the way."""

    kind: ClassVar[str] = "dns.addresses"

    addresses: tuple[str, ...]
    chain: tuple[Hop, ...]
    ttl_s: int | None


class DnsDelegation(Fact, frozen=True, kw_only=True):
    """Who answers for the zone. `operators` are the registrable domains of the name servers."""

    kind: ClassVar[str] = "dns.delegation"

    zone: str
    nameservers: tuple[str, ...]
    operators: tuple[str, ...]
    ttl_s: int | None
    is_signed: bool | None
    caa: tuple[str, ...]


class DnsMail(Fact, frozen=True, kw_only=True):
    """Mail records of the registrable domain; None = no such record; texts as published, cut at 512 characters."""

    kind: ClassVar[str] = "dns.mail"

    mx: tuple[str, ...]
    spf: str | None
    dmarc: str | None
    dkim_selectors: tuple[str, ...]
    has_mta_sts: bool
