"""Canonical JSON against its vectors and against a slow reading of RFC 8785."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.ledger import canonical
from rempart.ledger.canonical import NotCanonical
from tests.ledger import reference
from tests.ledger.vectors import load

NAMES = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-canonical.LARGEST, canonical.LARGEST) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def test_vectors() -> None:
    for case in load("canonical")["good"]:
        assert canonical.encode(case["value"]).hex() == case["hex"]
        assert canonical.decode(bytes.fromhex(case["hex"])) == case["value"]


@pytest.mark.parametrize("text", load("canonical")["refused_bytes"])
def test_bytes_in_any_other_form_are_refused(text: str) -> None:
    with pytest.raises(NotCanonical):
        canonical.decode(text.encode())


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), float("inf"), 2**53, -(2**53), "\ud800", b"x", {1: 2}, {"\U0001f600": 1}]
)
def test_values_without_a_form_are_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical.encode({"a": [value]})


def test_deep_nesting_is_refused() -> None:
    value: object = 1
    for _ in range(canonical.DEPTH_MAX + 1):
        value = [value]
    with pytest.raises(NotCanonical):
        canonical.encode(value)
    with pytest.raises(NotCanonical):
        canonical.decode(b"[" * 100_000)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_agrees_with_the_reference(value: object) -> None:
    data = canonical.encode(value)
    assert data == reference.canonical(value)
    assert canonical.decode(data) == value == json.loads(data)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=40))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        value = canonical.decode(data)
    except NotCanonical:
        return
    assert canonical.encode(value) == data
