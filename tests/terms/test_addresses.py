"""Which addresses may be connected to."""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.terms.addresses import literal, refusal, zone_of

INSIDE = [
    "127.0.0.1",
    "127.255.255.254",
    "::1",
    "::ffff:127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.1.2.3",
    "192.0.0.1",
    "198.18.0.1",
    "240.0.0.1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12::1",
    "fec0::1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "64:ff9b::a00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "64:ff9b:1::101:101",  # local-use: it hides whatever the network behind it decides
    "::10.0.0.1",
    "2001:db8::1",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "ff02::1",
    "255.255.255.255",
]


@pytest.mark.parametrize("address", INSIDE)
def test_inside_is_refused_without_permission(address: str) -> None:
    why = refusal("trick.example", ["93.184.216.34", address], allow_private=False)
    assert why is not None
    assert address in why


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "64:ff9b::101:101", "2002:101:101::"]
)
def test_public_is_allowed(address: str) -> None:
    assert zone_of(address) == "public"
    assert refusal("fine.example", [address], allow_private=False) is None


@pytest.mark.parametrize("address", ["224.0.0.1", "0.0.0.0", "255.255.255.255", "ff02::1"])
def test_no_permission_covers_what_is_no_server(address: str) -> None:
    assert refusal("odd.example", [address], allow_private=True)


@given(st.ip_addresses(v=4))
@settings(max_examples=200)
def test_hiding_an_address_in_ipv6_changes_nothing(address: ipaddress.IPv4Address) -> None:
    plain = zone_of(str(address))
    number = int(address)
    for hidden in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert zone_of(str(ipaddress.IPv6Address(hidden))) == plain


@given(st.ip_addresses())
@settings(max_examples=200)
def test_every_address_has_a_zone(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    assert zone_of(str(address)) in ("public", "private", "loopback", "forbidden")
    if not address.is_global and zone_of(str(address)) == "public":
        assert isinstance(address, ipaddress.IPv6Address)  # only a public IPv4 hidden in it makes it public


@pytest.mark.parametrize(
    ("host", "address"),
    [("localhost", "127.0.0.1"), ("a.localhost", "127.0.0.1"), ("::1", "::1"), ("127.1", None), ("shop.example", None)],
)
def test_literals(host: str, address: str | None) -> None:
    assert literal(host) == address
