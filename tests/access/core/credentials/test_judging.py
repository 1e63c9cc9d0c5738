"""Which secrets are called weak, shipped, leaked or reused, and that none is told."""

import secrets

import pytest

from rempart.access.core.credentials.judging import judge
from rempart.access.core.credentials.secret import Fault, Read, Secret
from rempart.access.core.credentials.strength import bits, is_weak

KEY = b"k" * 32


def one(value: str, near: frozenset[str] = frozenset()) -> list[Fault]:
    read = {"f": Read((Secret("DB_PASSWORD", 3, value),), near)}
    return [finding.fault for finding in judge(read, lambda text: text == "leaked-9uX!kd82ncQz", KEY)]


@pytest.mark.parametrize(
    "value",
    [
        "password", "P@ssw0rd2024!", "Summer2025", "wordpress1", "qwertyuiop123456", "aaaaaaaaaaaaaaaaaaaa",
        "abcdefghijklmnopqrstuvwxyz", "12345678901234567890", "admin1234", "azerty", "abababababababab", "k7#Q",
    ],
)  # fmt: skip
def test_what_people_build_is_weak(value: str) -> None:
    assert one(value) == [Fault.WEAK]


@pytest.mark.parametrize("length", [16, 20, 32])
def test_random_ones_are_not(length: int) -> None:
    for _ in range(200):
        assert not is_weak(secrets.token_urlsafe(64)[:length])
    assert not is_weak(secrets.token_hex(16))


@pytest.mark.parametrize("value", ["VVVdTzAjpLKLGEZg", "kcuvBDBV1EDFEjpB", "465uIIIUtHNdjHr-", "nBKlnBCQpneYY1dc"])
def test_random_ones_in_which_letters_happen_to_follow_are_not(value: str) -> None:
    assert not is_weak(value)


def test_names_beside_it_count_for_little() -> None:
    assert bits("lavande-lavande-2", {"lavande"}) < bits("lavande-lavande-2")
    assert one("MaisonLavande2025!", frozenset({"maisonlavande"})) == [Fault.WEAK]


def test_shipped_empty_and_leaked() -> None:
    assert one("put your unique phrase here") == [Fault.DEFAULT]
    assert one("") == [Fault.EMPTY]
    assert one("leaked-9uX!kd82ncQz") == [Fault.BREACHED]


def test_the_same_in_two_places() -> None:
    strong = secrets.token_urlsafe(32)
    files = {name: Read((Secret("DB_PASSWORD", 1, strong),)) for name in ("a/.env", "b/.env")}
    found = judge(files, lambda text: False, KEY)
    assert [(f.fault, f.place, f.also) for f in found] == [(Fault.REUSED, "b/.env", "a/.env: DB_PASSWORD")]
    assert strong not in repr(found)


def test_two_empty_ones_are_not_reused() -> None:
    files = {name: Read((Secret("X_TOKEN", 1, ""),)) for name in ("a", "b")}
    assert [f.fault for f in judge(files, lambda text: False, KEY)] == [Fault.EMPTY, Fault.EMPTY]
