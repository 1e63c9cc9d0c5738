"""The personnel system's message: signature, replay, what it may say; days across daylight saving."""

import contextlib
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.lifecycle.core.change import Kind
from rempart.lifecycle.core.day import begin_ms, end_ms, is_zone, zones
from rempart.lifecycle.core.hr_event import MAX_BYTES, REPLAY_MS, BadEvent, is_signed, read_event, sign
from rempart.lifecycle.core.timing import Times, measure

NOW = 1_800_000_000_000
STAMP = str(NOW // 1_000)
GOOD: dict[str, Any] = {
    "id": "e1",
    "type": "leaver",
    "occurred_at": "2026-11-20T10:00:00+01:00",
    "person": {"staff_number": "77"},
}


def test_two_secrets_while_they_are_exchanged() -> None:
    """Either opens, a third does not."""
    signature = "v1=" + sign(b"old", STAMP, b"{}")
    assert is_signed([b"new", b"old"], STAMP, b"{}", signature, NOW)
    assert not is_signed([b"new"], STAMP, b"{}", signature, NOW)
    assert not is_signed([], STAMP, b"{}", signature, NOW)


def test_a_replay_and_a_changed_body_are_refused() -> None:
    """The time is signed with the body."""
    signature = sign(b"k", STAMP, b"{}")
    assert is_signed([b"k"], STAMP, b"{}", signature, NOW + REPLAY_MS)
    assert not is_signed([b"k"], STAMP, b"{}", signature, NOW + REPLAY_MS + 1)
    assert not is_signed([b"k"], STAMP, b"{ }", signature, NOW)
    assert not is_signed([b"k"], str(NOW // 1_000 + 1), b"{}", signature, NOW)
    for stamp in ("", "now", "-1", "9" * 13, "1e9", "١٢٣"):
        assert not is_signed([b"k"], stamp, b"{}", signature, NOW)


def test_a_leaver() -> None:
    """Read as it was meant."""
    event = read_event(json.dumps(GOOD).encode())
    assert (event.kind, event.staff_number, event.day, event.moment_ms) == (Kind.LEAVE, "77", None, None)


@pytest.mark.parametrize(
    "change",
    [
        {"id": ""},
        {"id": "x" * 121},
        {"id": 7},
        {"type": "boss"},
        {"occurred_at": None},
        {"occurred_at": "2026-11-20T10:00:00"},
        {"person": {}},
        {"person": []},
        {"person": {"email": "no address"}},
        {"person": {"staff_number": "=1+1"}},
        {"last_day": "tomorrow"},
        {"last_day": "9999-12-31"},
        {"type": "mover"},
        {"type": "joiner"},
        {"teams": "Sales"},
        {"teams": ["x"] * 21},
    ],
)
def test_what_is_refused(change: dict[str, Any]) -> None:
    """With a sentence for the sender."""
    with pytest.raises(BadEvent):
        read_event(json.dumps({**GOOD, **change}).encode())


@settings(max_examples=150)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    """No other way out."""
    with contextlib.suppress(BadEvent):
        read_event(body)


@pytest.mark.parametrize("body", [b"[" * 9_000, b"{}" * MAX_BYTES, b'{"person":1}', b"null", b"\xff"])
def test_bombs(body: bytes) -> None:
    """Nesting and length."""
    with pytest.raises(BadEvent):
        read_event(body)


def test_a_last_day_ends_by_the_clock_there_also_when_it_changes() -> None:
    """The day on which clocks go back has 25 hours in Paris."""
    day = date(2026, 10, 25)
    assert end_ms(day, "Europe/Paris") - begin_ms(day, "Europe/Paris") == 25 * 3_600_000
    assert end_ms(day, "UTC") - begin_ms(day, "UTC") == 24 * 3_600_000
    assert end_ms(day, "Asia/Shanghai") < end_ms(day, "America/New_York")


def test_zones() -> None:
    """What a machine does not know is refused, also a path."""
    assert "Europe/Paris" in zones()
    assert is_zone("Asia/Shanghai")
    assert not is_zone("../../etc/passwd")
    assert not is_zone("Mars/Olympus")


def test_an_open_leaver_is_never_counted_as_fast() -> None:
    """Worst and median of the closed ones, and how many are open."""
    found = measure([Times(10, 100), Times(30, None), Times(20, 300)])
    assert (found.leavers, found.open, found.inner_median_ms, found.inner_worst_ms) == (3, 1, 20, 30)
    assert (found.outer_median_ms, found.outer_worst_ms) == (200, 300)
    assert measure([]).inner_worst_ms is None
