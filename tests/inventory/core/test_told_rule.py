"""When a known flaw counts as told in time."""

import pytest

from rempart.facts.vulnerability_told import VulnerabilityTold
from rempart.maturity.core.told_rule import judge_vulnerability
from rempart.terms.state import State

DAY = 86_400
WELL = {
    "span_days": 90, "is_whole": True, "components": 12, "unsure": 0, "feeds": 1, "lists": 0, "feed_age_s": 3_600, "open": 0,
    "told": 2, "heard": 2, "waiting": 0, "slowest_told_s": 7_200, "slowest_heard_s": 3_600,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "state", "say"),
    [
        ({}, State.MET, "in_time"),
        ({"told": 0, "heard": 0, "slowest_told_s": None, "slowest_heard_s": None}, State.MET, "ready"),
        ({"components": 0}, State.UNKNOWN, "nothing_known"),
        ({"feeds": 0, "feed_age_s": None}, State.NOT_MET, "no_feed"),
        ({"feed_age_s": None, "lists": 1}, State.PARTIAL, "own_list"),
        ({"feed_age_s": 4 * DAY}, State.NOT_MET, "stale_feed"),
        ({"is_whole": False}, State.PARTIAL, "not_whole"),
        ({"unsure": 1}, State.PARTIAL, "some_unsure"),
        ({"heard": 1}, State.PARTIAL, "some_missed"),
        ({"heard": 1, "waiting": 1}, State.MET, "in_time"),
        ({"heard": 0, "slowest_heard_s": None}, State.NOT_MET, "nobody"),
        ({"slowest_told_s": 3 * DAY}, State.PARTIAL, "late"),
        ({"slowest_heard_s": 3 * DAY}, State.PARTIAL, "late"),
    ],
)
def test_told_in_time(changed: dict[str, object], state: State, say: str) -> None:
    opinion = judge_vulnerability(VulnerabilityTold(**{**WELL, **changed}))  # type: ignore[arg-type]
    assert (opinion.state, opinion.say) == (state, say)
