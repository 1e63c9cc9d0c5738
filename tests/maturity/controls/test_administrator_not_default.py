"""Names that were seen can speak; a site that tells none cannot."""

import pytest

from rempart.facts.wordpress_exposure import WordPressUsers
from rempart.maturity.controls.administrator_not_default import UNIT, judge_names
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard


@pytest.mark.parametrize(
    ("names", "tells_admin", "expected"),
    [
        (2, True, (State.NOT_MET, "default_name")),
        (2, False, (State.MET, "other_names")),
        (0, False, (State.UNKNOWN, "none_seen")),
    ],
)
def test_names_seen_decide(names: int, tells_admin: bool, expected: tuple[State, str]) -> None:
    fact = WordPressUsers(ways=("rest",) if names else (), names_seen=names, tells_admin=tells_admin)
    assert heard(UNIT, judge_names(fact)) == expected
