"""The commands that strangers copy: right for any port, and free of anything a shell would read."""

import re

import pytest

from rempart.maturity.web.recheck import COMMANDS, command

PLAIN = re.compile(r"[a-z0-9.\[\]:-]+")


@pytest.mark.parametrize("control", COMMANDS)
@pytest.mark.parametrize(
    "host", ["shop.example", "shop.example:8443", "127.0.0.1:8080", "[::1]:8443", "xn--bcher-kva.example"]
)
def test_every_slot_is_filled(control: str, host: str) -> None:
    line = command(control, host)
    assert "{" not in line
    assert ":8443:443" not in line
    assert host.split(":")[0].strip("[") in line


def test_port_and_name_stand_where_they_belong() -> None:
    assert "-connect shop.example:8443 -servername shop.example " in command(
        "tls_certificate_valid", "shop.example:8443"
    )
    assert command("security_txt", "shop.example") == "curl -s https://shop.example/.well-known/security.txt"
    assert command("security_headers", "shop.example:8443") == "curl -sI https://shop.example:8443/"


def test_no_command_for_what_needs_leave() -> None:
    assert command("sql_injection_stopped", "shop.example") == ""
