"""Versions and suites: only TLS 1.2 and 1.3, none weak."""

from typing import Any

import pytest

from rempart.facts.tls_protocols import TlsProtocols
from rempart.maturity.controls.tls_protocols_current import UNIT, judge_protocols
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard


def server(*accepted: str, **changes: Any) -> TlsProtocols:
    usual: dict[str, Any] = {"refused": (), "weak_suites": (), "has_forward_secrecy": True, "tool": "sslyze 6.3.1"}
    return TlsProtocols(accepted=accepted, **{**usual, **changes})


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (server("TLSv1.2", "TLSv1.3"), (State.MET, "current")),
        (server("TLSv1.3"), (State.MET, "current")),
        (server("TLSv1.1", "TLSv1.2"), (State.NOT_MET, "old")),
        (server("SSLv3", "TLSv1.2", weak_suites=("TLS_RSA_WITH_RC4_128_SHA",)), (State.NOT_MET, "old")),
        (server("TLSv1.2", weak_suites=("TLS_RSA_WITH_3DES_EDE_CBC_SHA",)), (State.NOT_MET, "weak")),
        (server("TLSv1.2", has_forward_secrecy=False), (State.PARTIAL, "no_forward_secrecy")),
        (server(), (State.UNKNOWN, "none_answered")),
    ],
)
def test_versions_first_then_suites(fact: TlsProtocols, expected: tuple[State, str]) -> None:
    assert heard(UNIT, judge_protocols(fact)) == expected
