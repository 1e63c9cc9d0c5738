"""What is to be done about known credentials."""

import datetime as dt

import pytest

from rempart.access.core.credentials.keeping import OLD_MS, UNUSED_MS, Care, Cause, causes, place, standing
from rempart.directory.core.credential import HeldCredential

NOW = 2_000_000_000_000
TODAY = dt.date(2026, 11, 22)
KEY = b"k" * 32


@pytest.mark.parametrize(
    ("changed", "care"),
    [
        (None, Care.NEVER_CHANGED),
        (TODAY + dt.timedelta(days=1), Care.NEVER_CHANGED),
        (TODAY - dt.timedelta(days=31), Care.OVERDUE),
        (TODAY - dt.timedelta(days=30), None),
        (TODAY, None),
    ],
)
def test_a_listed_account(changed: dt.date | None, care: Care | None) -> None:
    assert standing(changed, 30, TODAY) is care


def found(*held: HeldCredential, secrets: dict[str, str] | None = None) -> list[tuple[str, Care]]:
    return [(one.uid, one.care) for one in causes(held, secrets or {}, lambda value: value == "leaked", KEY, NOW)]


@pytest.mark.parametrize(
    ("set_ms", "used_ms", "cares"),
    [
        (NOW - UNUSED_MS, None, []),
        (NOW - UNUSED_MS - 1, None, [Care.UNUSED]),
        (NOW - UNUSED_MS - 1, NOW, []),
        (NOW - OLD_MS - 1, NOW, [Care.OVERDUE]),
        (NOW - OLD_MS - 1, None, [Care.OVERDUE, Care.UNUSED]),
    ],
)
def test_age_and_use(set_ms: int, used_ms: int | None, cares: list[Care]) -> None:
    token = HeldCredential("api_token", "t", "CI", set_ms, notes_use=True, used_ms=used_ms, is_random=True)
    assert [care for _, care in found(token)] == cares


def test_what_nobody_noted_is_not_judged_by_time() -> None:
    assert found(HeldCredential("mail", "server", "", None), HeldCredential("x", "y", "", NOW)) == []


def test_weak_leaked_and_reused() -> None:
    held = [HeldCredential("connection", uid, f"name {uid}", NOW) for uid in ("a", "b", "c", "d")]
    strong = "r8Yq2LwZ0tVn5KxE7uPb"
    secrets = dict(zip(map(place, held), ("leaked", "summer2024", strong, strong), strict=True))
    assert found(*held, secrets=secrets) == [("a", Care.WEAK), ("b", Care.WEAK), ("d", Care.REUSED)]
    said = causes(held, secrets, lambda value: value == "leaked", KEY, NOW)
    assert said[-1] == Cause("connection", "d", Care.REUSED, "name d", "name c")
    assert strong not in repr(said)
