"""Releases are compared as numbers, and only when both are known."""

import pytest

from rempart.maturity.core.release_rule import is_behind, why_untold
from rempart.terms.state import State
from tests.maturity.core.releases import core


@pytest.mark.parametrize(
    ("version", "newest", "behind"),
    [
        ("6.5.5", "6.5.5", False),
        ("6.5.4", "6.5.5", True),
        ("6.9.1", "6.10", True),  # numbers, not letters
        ("6.5", "6.5.1", True),
        ("6.6", "6.5.5", False),
        ("6.6-RC1-58522", "6.6", True),
        ("6.6-RC1", "6.5.5", False),
    ],
)
def test_releases_stand_in_their_order(version: str, newest: str, behind: bool) -> None:
    assert is_behind(version, newest) is behind


def test_nothing_is_compared_while_a_side_is_missing_or_doubtful() -> None:
    cases = [core(is_wordpress=False), core(version=None), core(confidence_percent=49), core(newest=None)]
    untold = [why_untold(case) for case in cases]
    assert [opinion.say for opinion in untold if opinion] == [
        "not_wordpress",
        "version_hidden",
        "version_hidden",
        "no_feed",
    ]
    assert {opinion.state for opinion in untold if opinion} == {State.UNKNOWN}
    assert why_untold(core(confidence_percent=50)) is None
