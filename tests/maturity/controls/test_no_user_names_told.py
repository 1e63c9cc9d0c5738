"""One way to a sign-in name is enough."""

from rempart.facts.wordpress_exposure import WordPressUsers
from rempart.maturity.controls.no_user_names_told import UNIT, judge_users
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard


def users(names: int, *ways: str) -> WordPressUsers:
    return WordPressUsers(ways=ways, names_seen=names, tells_admin=False)


def test_not_met_by_any_way() -> None:
    assert heard(UNIT, judge_users(users(2, "rest", "sitemap"))) == (State.NOT_MET, "told")
    assert judge_users(users(0, "login_error")).state is State.NOT_MET


def test_met_when_no_way_told_one() -> None:
    assert heard(UNIT, judge_users(users(0))) == (State.MET, "silent")
