"""Why no range can be made here, said before somebody calls one."""

import pytest

from dev.wordpress.template import template
from rempart.staging.net import fresh

pytestmark = pytest.mark.slow  # builds WordPress once
ELSEWHERE = "192.0.2.7"  # for documents: no machine has it (RFC 5737)


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ({}, ""),
        ({fresh.LISTEN: "127.0.0.2", fresh.NAME: "room.example"}, ""),
        ({fresh.LISTEN: ELSEWHERE, fresh.NAME: "room.example"}, "no_address"),
        ({fresh.LISTEN: "no address", fresh.NAME: "room.example"}, "no_address"),
        ({fresh.LISTEN: ELSEWHERE}, ""),  # without a name it stays on loopback
    ],
)
def test_the_room_needs_an_address_of_this_machine(
    monkeypatch: pytest.MonkeyPatch, named: dict[str, str], why: str
) -> None:
    monkeypatch.setenv(fresh.SOURCE, str(template("sqlite") / "www"))
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    assert fresh.ready() == why
