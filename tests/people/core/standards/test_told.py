"""A package says what it likes; the hub's own clock bounds what it may count for."""

import math

import pytest

from rempart.people.core.attempt import MOST_STEP_S, Why
from rempart.people.core.standards.course import Kind, Part
from rempart.people.core.standards.told import Told, fits, spent, told, worth

PART = Part("i", "t", "index.html", passing="80")
DONE, FAILED, OPEN = Told(True, True, 0.9), Told(True, False, 0.1), Told(False, None, None)


def of12(status: object, raw: object = "", top: object = "") -> Told:
    return told(Kind.SCORM12, PART, {"core": {"lesson_status": status, "score": {"raw": raw, "max": top}}})


def test_what_scorm_1_2_says() -> None:
    assert of12("incomplete", "90") == Told(False, None, 0.9)
    assert of12("completed", "79") == Told(True, False, 0.79)
    assert of12("completed", "40", "40") == Told(True, False, 1.0)
    assert of12("passed") == Told(True, True, None)
    assert of12(["passed"], {"a": 1}) == Told(False, None, None)
    assert told(Kind.SCORM12, PART, {"core": "x"}) == OPEN


def test_what_scorm_2004_says() -> None:
    part = Part("i", "t", "index.html", passing="0.8")
    state = {"completion_status": "completed", "success_status": "unknown", "score": {"scaled": "0.7"}}
    assert told(Kind.SCORM2004, part, state) == Told(True, False, 0.7)
    assert told(Kind.SCORM2004, PART, {"success_status": "passed"}) == Told(True, True, None)
    assert told(Kind.SCORM2004, part, {"score": {"scaled": "inf"}, "completion_status": 7}) == OPEN


def test_time_is_ours() -> None:
    assert spent(10, 20) == 30
    assert spent(10, 9_999) == 10 + MOST_STEP_S
    assert spent(10, -5) == 10


@pytest.mark.parametrize(
    ("parts", "seconds", "found"),
    [
        ([], 9_999, (Why.UNDER_WAY, 0)),
        ([DONE, OPEN], 9_999, (Why.UNDER_WAY, 0)),
        ([DONE, FAILED], 9_999, (Why.GUESSED, 0)),
        ([DONE], 359, (Why.HURRIED, 0)),
        ([DONE], 361, (Why.COUNTS, 7)),
        ([DONE], 9_999, (Why.COUNTS, 20)),
    ],
)
def test_what_counts(parts: list[Told], seconds: float, found: tuple[Why, int]) -> None:
    assert worth(parts, seconds, 20) == found


def test_what_may_be_kept() -> None:
    assert fits({"a": [1, "x", None, True, {"b": 1.5}]})
    deep: dict[str, object] = {}
    for _ in range(20):
        deep = {"a": deep}
    assert not any(fits(one) for one in ([], "x", None, {"a": math.inf}, {"a": "\0"}, deep, {"a": [0] * 5_000}))
