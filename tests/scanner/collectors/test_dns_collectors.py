"""The three DNS collectors against a real name server on loopback."""

import asyncio
from collections.abc import Mapping

import pytest

from rempart.facts.dns_names import DnsAddresses, DnsDelegation, DnsMail, Hop
from rempart.facts.fact import Fact
from rempart.facts.not_seen import NotSeen
from rempart.scanner.collectors import dns_addresses, dns_delegation, dns_mail
from rempart.scanner.core.target import Target
from rempart.scanner.net.options import Limits, RunOptions
from rempart.scanner.net.run import run
from tests.servers.names import name_server

pytestmark = pytest.mark.slow
UNITS = (dns_addresses.UNIT, dns_delegation.UNIT, dns_mail.UNIT)
KEY = "257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ=="
RECORDS = {
    "www.shop.example A": ["300 CNAME edge.cdn.example.net", "edge.cdn.example.net 60 A 127.0.0.1"],
    "www.shop.example AAAA": ["300 CNAME edge.cdn.example.net"],
    "shop.example NS": ["86400 NS ns2.host.example.org", "86400 NS NS1.other.example"],
    "shop.example DS": ["300 DS 2371 13 2 " + "ab" * 32],
    "shop.example DNSKEY": [f"300 DNSKEY {KEY}"],
    "shop.example CAA": ['300 CAA 0 issue "letsencrypt.org"'],
    "shop.example MX": ["300 MX 10 mail.shop.example"],
    "shop.example TXT": ['300 TXT "v=spf1 mx " "-all"', '300 TXT "site=1"'],
    "_dmarc.shop.example TXT": ['300 TXT "v=DMARC1; p=reject"'],
    "_mta-sts.shop.example TXT": ['300 TXT "v=STSv1; id=1"'],
    "google._domainkey.shop.example TXT": ['300 TXT "v=DKIM1; k=rsa; p=AAAA"'],
    "s1._domainkey.shop.example TXT": ['300 TXT "v=DKIM1; p="'],
}


def look(records: Mapping[str, list[str]], host: str = "www.shop.example") -> list[Fact]:
    def zone(name: str, kind: str, _count: int) -> list[str] | None:
        known = any(key.split(" ")[0] == name for key in records)
        return records.get(f"{name} {kind}", [] if known else None)

    with name_server(zone) as server:
        options = RunOptions(resolver=server, allow_private=True, limits=Limits(dns_s=2))
        seen = asyncio.run(run(UNITS, Target("https", host, 443, ""), options=options))
    return [one.fact for one in sorted(seen, key=lambda one: one.source)]


def test_a_whole_zone() -> None:
    addresses, delegation, mail = look(RECORDS)
    assert addresses == DnsAddresses(
        addresses=("127.0.0.1",), chain=(Hop("edge.cdn.example.net", "example.net"),), ttl_s=60
    )
    assert delegation == DnsDelegation(
        zone="shop.example",
        nameservers=("ns1.other.example", "ns2.host.example.org"),
        operators=("example.org", "other.example"),
        ttl_s=86400,
        is_signed=True,
        caa=('0 issue "letsencrypt.org"',),
    )
    assert mail == DnsMail(
        mx=("10 mail.shop.example",),
        spf="v=spf1 mx -all",
        dmarc="v=DMARC1; p=reject",
        dkim_selectors=("google",),
        has_mta_sts=True,
    )


def test_a_bare_zone() -> None:
    bare = {"www.shop.example A": ["1 A 127.0.0.1"], "shop.example NS": ["5 NS ns.shop.example"]}
    addresses, delegation, mail = look(bare)
    assert isinstance(addresses, DnsAddresses)
    assert addresses.chain == ()
    assert isinstance(delegation, DnsDelegation)
    assert (delegation.is_signed, delegation.caa) == (False, ())
    assert mail == DnsMail(mx=(), spf=None, dmarc=None, dkim_selectors=(), has_mta_sts=False)


def test_an_address_has_no_zone() -> None:
    addresses, delegation, mail = look({}, "127.0.0.1")
    assert addresses == DnsAddresses(addresses=("127.0.0.1",), chain=(), ttl_s=None)
    for fact in (delegation, mail):
        assert isinstance(fact, NotSeen)
        assert (fact.code, fact.is_error) == ("cannot_tell", False)


def test_an_alias_that_leads_round_is_unresolved() -> None:
    loop = {"www.shop.example A": ["1 CNAME www.shop.example"], "www.shop.example AAAA": ["1 CNAME www.shop.example"]}
    addresses = look(loop)[0]
    assert isinstance(addresses, NotSeen)
    assert addresses.code == "unresolved"
