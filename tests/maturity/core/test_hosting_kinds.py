"""Rows are counted, never averaged."""

from dataclasses import replace

from rempart.maturity.core.hosting_kinds import By, Comparison, Count, Kind, Told, count, tell
from rempart.terms.state import State


def test_a_row_that_nobody_knows_is_neither() -> None:
    assert count([Kind.WORDPRESS, Kind.UNKNOWN, Kind.GENERIC, Kind.WORDPRESS]) == Count(1, 2, 1)
    assert count([]) == Count(0, 0, 0)


ROW = Comparison("login", "CMPR-04", 4, "f", "g", "w", "q?", ("a", "b"), 22)


def test_evidence_goes_before_an_answer() -> None:
    assert tell(ROW, {"a": State.MET, "b": State.MET}, Kind.GENERIC) == Told(Kind.WORDPRESS, By.EVIDENCE, ("a", "b"))
    assert tell(ROW, {"a": State.MET, "b": State.NOT_MET}, Kind.WORDPRESS) == Told(Kind.GENERIC, By.EVIDENCE, ("b",))


def test_what_evidence_leaves_open_an_answer_tells_and_else_nobody() -> None:
    for state in (State.UNKNOWN, State.ERROR, State.STALE, State.CONTRADICTED, State.NOT_APPLICABLE):
        assert tell(ROW, {"a": State.MET, "b": state}, Kind.GENERIC) == Told(Kind.GENERIC, By.ANSWER)
        assert tell(ROW, {"a": state, "b": state}) == Told(Kind.UNKNOWN, By.NOBODY)
    asked = replace(ROW, controls=())
    assert tell(asked, {}, Kind.WORDPRESS) == Told(Kind.WORDPRESS, By.ANSWER)
    assert tell(asked, {}) == Told(Kind.UNKNOWN, By.NOBODY)
