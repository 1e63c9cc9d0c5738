"""XML-RPC: stopped by a filter, or simply closed; a way around refutes both."""

from collections.abc import Sequence

import pytest

from rempart.facts.fact import Fact, Observation
from rempart.facts.wordpress_exposure import WordPressXmlrpc
from rempart.maturity.controls.xmlrpc_abuse_stopped import UNIT, judge_door, judge_filter
from rempart.maturity.core.filter_rule import refute_by_bypass
from rempart.maturity.core.judge import judge
from rempart.terms.evidence import EvidenceClass
from rempart.terms.scope import Subject
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard
from tests.maturity.core.probes import edge, filtered

NOW_MS = 1_795_000_000_000
CLOSED = WordPressXmlrpc(is_open=False, has_multicall=None, has_pingback=None)
OPEN = WordPressXmlrpc(is_open=True, has_multicall=True, has_pingback=True)


def seen(fact: Fact, ago_s: int) -> Observation:
    evidence = EvidenceClass.OBSERVED if fact in (CLOSED, OPEN) else EvidenceClass.EXERCISED
    return Observation(
        org="o",
        subject=Subject("site", "s"),
        fact=fact,
        taken_at_ms=NOW_MS - ago_s * 1000,
        evidence=evidence,
        source=fact.kind,
    )


def test_each_opinion_has_its_sentence() -> None:
    assert heard(UNIT, judge_door(CLOSED)) == (State.MET, "closed")
    assert heard(UNIT, judge_filter(filtered("xmlrpc"))) == (State.MET, "all_blocked")
    assert heard(UNIT, judge_filter(filtered("xmlrpc", 2))) == (State.PARTIAL, "some_blocked")
    assert heard(UNIT, judge_filter(filtered("xmlrpc", 0))) == (State.NOT_MET, "none_blocked")
    assert heard(UNIT, judge_filter(filtered("xmlrpc", 6, twins_blocked=6))) == (State.ERROR, "twin_blocked")
    only = filtered("xmlrpc", 6, blocks_identification_only=True)
    assert heard(UNIT, judge_filter(only)) == (State.NOT_MET, "identification_only")
    assert heard(UNIT, judge_filter(filtered("xmlrpc", 0, sent=0))) == (State.UNKNOWN, "none_sent")
    assert heard(UNIT, refute_by_bypass(edge(1, 1))) == (State.NOT_MET, "walked_around")


def test_an_open_door_and_other_attacks_say_nothing() -> None:
    assert judge_door(OPEN) is None
    assert judge_filter(filtered("sql_injection")) is None


@pytest.mark.parametrize(
    ("facts", "passes"),
    [
        ([filtered("xmlrpc"), OPEN, edge()], True),
        ([CLOSED], True),
        ([CLOSED, filtered("xmlrpc", 6, twins_blocked=6)], True),  # a closed door refuses the twins too
        ([OPEN, filtered("xmlrpc", 6, twins_blocked=6)], False),
        ([OPEN], False),
        ([OPEN, filtered("xmlrpc", 0)], False),
        ([edge(1, 1), filtered("xmlrpc"), OPEN], False),
        ([filtered("xmlrpc"), OPEN, edge(1, 1)], False),
        ([edge(1, 1), CLOSED], False),
        # closed only to whoever says that it is us
        ([CLOSED, filtered("xmlrpc", 6, twins_blocked=6, blocks_identification_only=True)], False),
        ([filtered("xmlrpc", 6, twins_blocked=6, blocks_identification_only=True), CLOSED], False),
    ],
)
def test_closed_or_filtered_and_no_way_around(facts: Sequence[Fact], passes: bool) -> None:
    seen_ = [seen(fact, ago_s=60 - place) for place, fact in enumerate(facts)]
    assert (judge(UNIT, seen_, now_ms=NOW_MS).state is State.MET) is passes
