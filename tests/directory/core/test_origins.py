"""Server addresses as an owner types them: public ones, unless the site is private and the operator allows it."""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.directory.core.origins import MAX_ORIGINS, BadOrigin, read_origins
from rempart.terms.addresses import zone_of


def test_one_form_each_once() -> None:
    typed = "8.8.8.8\n[2606:4700::1111],  2606:4700:0::1111\n8.8.8.8"
    assert read_origins(typed, may_be_private=False) == ["8.8.8.8", "2606:4700::1111"]
    assert read_origins(" \n", may_be_private=False) == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("shop.example", "no_address"),
        ("8.8.8", "no_address"),
        ("8.8.8.8:443", "no_address"),
        ("8.8.8.0/24", "no_address"),
        ("10.0.0.1", "private"),
        ("127.0.0.1", "private"),
        ("169.254.169.254", "private"),
        ("100.64.0.1", "private"),
        ("::1", "private"),
        ("fd00::1", "private"),
        ("::ffff:10.0.0.1", "no_server"),
        ("::127.0.0.1", "no_server"),
        ("64:ff9b::7f00:1", "no_server"),
        ("2002:7f00:1::", "no_server"),
        ("fe80::1%eth0", "no_server"),
        ("224.0.0.1", "no_server"),
        ("0.0.0.0", "no_server"),
        ("255.255.255.255", "no_server"),
        ("9" * 401, "too_many"),
        ("\n".join(f"8.8.8.{n}" for n in range(MAX_ORIGINS + 1)), "too_many"),
    ],
)
def test_refused(typed: str, code: str) -> None:
    with pytest.raises(BadOrigin) as bad:
        read_origins(typed, may_be_private=False)
    assert bad.value.code == code


def test_private_ones_where_both_allow_it() -> None:
    assert read_origins("127.0.0.1 10.0.0.1 ::1", may_be_private=True) == ["127.0.0.1", "10.0.0.1", "::1"]
    with pytest.raises(BadOrigin):
        read_origins("0.0.0.0", may_be_private=True)


@settings(max_examples=200, deadline=None)
@given(st.ip_addresses())
def test_nothing_that_the_network_layer_would_refuse(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    try:
        (found,) = read_origins(str(address), may_be_private=False)
    except BadOrigin:
        return
    assert zone_of(found) == "public"
