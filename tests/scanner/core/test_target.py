"""Addresses as people type them, and as attackers do: what passes has one form and is safe in a shell line."""

import ipaddress
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.maturity.web.recheck import COMMANDS, command
from rempart.scanner.core.target import BadAddress, parse_target

SAFE = set(string.ascii_lowercase + string.digits + ".-_:")


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("Shop.example", "https://shop.example"),
        ("http://shop.example:8080/blog/", "http://shop.example:8080"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://[2606:4700:0::1]:8443", "https://[2606:4700::1]:8443"),
        ("https://[::1]", "https://[::1]"),
    ],
)
def test_one_form(typed: str, origin: str) -> None:
    assert parse_target(typed).origin == origin


@pytest.mark.parametrize(
    "typed",
    [
        "https://[2606:4700::1%$(reboot)]/",
        "https://[fe80::1%eth0]/",
        "https://[fe80::1%25eth0]/",
        "https://[v1.$(reboot):x]/",
        "https://[v1.a:b]/",
        "https://-oProxyCommand.example/",
        "https://--json_out.example/",
        "https://shop.example\\@evil.example/",
        "https://user@shop.example/",
        "https://shop.example:0/",
        "ftp://shop.example/",
        "https://a..example/",
        "https:///path",
    ],
)
def test_what_is_no_site(typed: str) -> None:
    with pytest.raises(BadAddress):
        parse_target(typed)


@given(
    st.one_of(
        st.text(max_size=40),
        st.text("abc.-_:[]%$()`;|&v1 ", max_size=30),
        st.builds("[{}]".format, st.text("v1.:%$()abf;|&`", max_size=20)),
    )
)
@settings(max_examples=300)
def test_a_host_holds_nothing_that_a_shell_or_a_program_reads(host: str) -> None:
    try:
        found = parse_target(f"https://{host}/").host
    except BadAddress:
        return
    assert set(found) <= SAFE
    assert not found.startswith("-")
    if ":" in found:
        assert ipaddress.ip_address(found).compressed == found
    for control in COMMANDS:
        assert "$(" not in command(control, f"[{found}]" if ":" in found else found)
