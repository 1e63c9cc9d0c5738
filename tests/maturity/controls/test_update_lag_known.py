"""The delay is known when core and every component seen tell their version; both are asked for."""

from rempart.facts.wordpress_core import Component, WordPressComponents
from rempart.maturity.controls.update_lag_known import UNIT, judge_components, judge_core
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard
from tests.maturity.core.releases import core

THEME = Component("theme", "twentytwentyfour", "1.1", "style")
HIDDEN = Component("plugin", "acme-forms", None, "path")


def components(*seen: Component) -> WordPressComponents:
    return WordPressComponents(components=seen)


def test_met_when_known_even_if_behind() -> None:
    assert heard(UNIT, judge_core(core())) == (State.MET, "core_known")
    assert heard(UNIT, judge_core(core("6.1.9"))) == (State.MET, "core_known")
    assert heard(UNIT, judge_components(components(THEME))) == (State.MET, "components_known")


def test_unknown_with_the_reason() -> None:
    assert heard(UNIT, judge_core(core(version=None))) == (State.UNKNOWN, "version_hidden")
    assert heard(UNIT, judge_core(core(newest=None))) == (State.UNKNOWN, "no_feed")
    assert heard(UNIT, judge_core(core(is_wordpress=False))) == (State.UNKNOWN, "not_wordpress")
    assert heard(UNIT, judge_components(components(THEME, HIDDEN))) == (State.UNKNOWN, "components_hidden")


def test_an_empty_list_of_components_is_a_look_that_saw_too_little() -> None:
    assert heard(UNIT, judge_components(components())) == (State.UNKNOWN, "components_hidden")


def test_core_alone_does_not_suffice() -> None:
    assert UNIT.together
