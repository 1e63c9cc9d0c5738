"""Updates are applied when the newest release answers; a hidden version is never taken for new."""

import pytest

from rempart.facts.wordpress_core import WordPressCore
from rempart.maturity.controls.updates_applied import UNIT, judge_core
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard
from tests.maturity.core.releases import core


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (core("6.5.5"), (State.MET, "newest")),
        (core("6.6-RC1"), (State.MET, "newest")),
        (core("6.5.4"), (State.NOT_MET, "behind")),
        (core("6.1.9", "6.5.5"), (State.NOT_MET, "behind")),
        (core(version=None), (State.UNKNOWN, "version_hidden")),
        (core("6.5.4", confidence_percent=20), (State.UNKNOWN, "version_hidden")),
        (core(newest=None), (State.UNKNOWN, "no_feed")),
        (core(is_wordpress=False), (State.UNKNOWN, "not_wordpress")),
    ],
)
def test_the_newest_release_known_decides(fact: WordPressCore, expected: tuple[State, str]) -> None:
    assert heard(UNIT, judge_core(fact)) == expected
