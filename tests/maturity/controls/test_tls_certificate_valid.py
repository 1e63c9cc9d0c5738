"""The certificate: each fault of the chain is told, and a weak key too."""

from typing import Any, get_args

import msgspec
import pytest

from rempart.facts.tls_certificate import ChainFault, TlsCertificate
from rempart.maturity.controls.tls_certificate_valid import UNIT, judge_certificate
from rempart.terms.moment import from_rfc3339
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard

GOOD = TlsCertificate(
    name="shop.example",
    address="192.0.2.7",
    names=("shop.example",),
    issuer="Example CA",
    serial="01",
    sha256="ab" * 32,
    not_before_ms=from_rfc3339("2026-09-01T00:00:00Z"),
    not_after_ms=from_rfc3339("2026-11-30T23:59:59Z"),
    key_type="ec",
    key_bits=256,
    signature_hash="sha256",
    faults=(),
    ocsp_stapled=None,
)


def with_(**changes: Any) -> TlsCertificate:
    return msgspec.structs.replace(GOOD, **changes)


def test_met_when_a_browser_would_accept_it() -> None:
    assert heard(UNIT, judge_certificate(GOOD)) == (State.MET, "accepted")
    assert judge_certificate(GOOD).values["until"] == "2026-11-30"


@pytest.mark.parametrize("fault", get_args(ChainFault))
def test_not_met_for_each_fault_that_a_fact_can_hold(fault: str) -> None:
    assert heard(UNIT, judge_certificate(with_(faults=(fault,)))) == (State.NOT_MET, fault)


def test_not_met_for_a_key_that_no_public_authority_would_sign() -> None:
    assert heard(UNIT, judge_certificate(with_(key_type="rsa", key_bits=1024))) == (State.NOT_MET, "weak_key")
    assert judge_certificate(with_(key_type="rsa", key_bits=2048)).state is State.MET
