"""Bodies of add-checkpoint: exactly the specification's form, and nothing makes the parser fall over."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.ledger.witness import request
from rempart.ledger.witness.request import Malformed
from tests.ledger.vectors import load

VECTOR = load("witness")
GOOD = VECTOR["exchanges"][5]["body"].encode()


def test_a_real_request() -> None:
    found = request.parse(GOOD)
    assert (found.old, found.head.size, len(found.proof)) == (1, 3, 2)
    assert request.render(found.old, list(found.proof), found.text) == GOOD


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"old 1\n", b"old 01\n"),
        (b"old 1\n", b"old -1\n"),
        (b"old 1\n", b"old 1 \n"),
        (b"old 1\n", b"old \n"),
        (b"old 1\n", b"Old 1\n"),
        (b"old 1\n", b"old 99999999999999999999\n"),
        (b"KgEA", b"KgEAA"),
        (b"AAA=\nKgI", b"AAB=\nKgI"),  # Base64 with stray bits
        (b"AAA=\n\nsig", b"AAA=\nsig"),
        (b"\n3\n", b"\n9223372036854775808\n"),
        (b"\n3\n", b"\n03\n"),
        (b"sigsum", b"sig\xffsum"),
    ],
)
def test_other_forms_are_refused(old: bytes, new: bytes) -> None:
    assert old in GOOD
    with pytest.raises(Malformed):
        request.parse(GOOD.replace(old, new, 1))


def test_limits() -> None:
    line = GOOD.split(b"\n")[1] + b"\n"
    request.parse(GOOD.replace(line, line * 62, 1))
    with pytest.raises(Malformed, match="more than 63"):
        request.parse(GOOD.replace(line, line * 63, 1))
    with pytest.raises(Malformed, match="more than"):
        request.parse(GOOD + b"x" * request.BODY_MAX_BYTES)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.integers(0, len(GOOD)), st.integers(0, 40))
def test_any_bytes_are_a_request_or_refused(noise: bytes, at: int, cut: int) -> None:
    for body in (noise, b"old 0\n\n" + noise, GOOD[:at] + noise + GOOD[at + cut :]):
        try:
            request.parse(body)
        except Malformed:
            continue
