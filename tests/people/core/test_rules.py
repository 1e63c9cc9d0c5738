"""Rules explained: the grammar, each planted fault, our own without one, and ten answers that are never a verdict."""

import contextlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rempart.people.rules
from rempart.maturity.core.control import Control
from rempart.maturity.core.threat import Threat
from rempart.people.core import rule_faults
from rempart.people.core.case import Told
from rempart.people.core.library import lessons
from rempart.people.core.page_faults import Known
from rempart.people.core.page_text import BadText
from rempart.people.core.rule import Claim, Rule
from rempart.people.core.rule_library import RULES, claims, faults, read_all, rule, rules
from rempart.people.core.rule_text import read
from rempart.people.core.which_rules import QUESTIONS, Answer, Likely, likely
from rempart.registry.discover import discover
from rempart.registry.written import written

WHOLE = (Path(rempart.people.rules.__file__).parent / "gdpr.en.md").read_bytes()
Y, N, U = Answer.YES, Answer.NO, Answer.UNSURE


def known() -> Known:
    one = read("gdpr", "en", WHOLE)
    return Known(frozenset(one.controls), frozenset(one.threats), frozenset(one.lessons))


def test_ours_have_no_fault() -> None:
    found, wrong = read_all(written(RULES))
    controls, threats = discover("rempart.maturity.controls", Control), discover("rempart.maturity.threats", Threat)
    assert wrong == []
    assert faults(found, controls, threats, lessons()) == []
    assert len(found) >= 10


ONE = read("gdpr", "en", WHOLE)
FAULTY: list[tuple[Rule, str]] = [
    (replace(ONE, controls=("other",)), "there is no control other"),
    (replace(ONE, threats=()), "it names no threat"),
    (replace(ONE, binds_if=(("on_the_moon",),)), "there is no question on_the_moon"),
    (replace(ONE, since="last year"), "since is YYYY"),
    (replace(ONE, asks=(*ONE.asks[1:], Claim("5(1)", "Collect little."))), "5(1): a claim without its source"),
    (replace(ONE, binds=("Everybody.",)), "whom it binds has no source"),
    (replace(ONE, misread=(*ONE.misread[1:], Told("x", "It is not so."))), "“x”: no source"),
    (replace(ONE, what=f"{ONE.what}\n\nIt changed in 2031."), "a fact without its source"),
    (replace(ONE, asks=ONE.asks[:2]), "2 claims"),
    (replace(ONE, summary="After this you are compliant."), "reads like a verdict"),
    (replace(ONE, title="x" * 71), "the title has 71"),
]


@pytest.mark.parametrize(("one", "why"), FAULTY, ids=[why for _, why in FAULTY])
def test_each_planted_fault_is_found(one: Rule, why: str) -> None:
    assert any(why in fault for fault in rule_faults.faults(one, known()))


def test_languages_claim_the_same_articles() -> None:
    languages = dict(rules()["gdpr"])
    assert rule_faults.unlike(languages) == []
    other = languages["zh"]
    languages["zh"] = replace(other, asks=(replace(other.asks[0], at="5(2)"), *other.asks[1:]))
    assert rule_faults.unlike(languages) == ["zh: claims differ from the English"]
    del languages["fr"]
    assert "fr is missing" in rule_faults.unlike(languages)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (b"- 5(1) | ", b"- ", "a claim reads"),
        (b"# Tomorrow", b"# Later", "in this order"),
        (b'sort = "law"', b'sort = "poem"', "sort in the head"),
        (b" -> ", b" ", "it reads"),
        (b"# Whom it binds\n", b"# Whom it binds\n<script>\n", "a list item begins"),
    ],
)
def test_what_is_not_the_grammar_is_refused(before: bytes, after: bytes, why: str) -> None:
    assert before in WHOLE
    with pytest.raises(BadText, match=re.escape(why)):
        read("gdpr", "en", WHOLE.replace(before, after))


@settings(max_examples=40)
@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=12))
def test_nothing_else_whatever_is_sent_in(at: int, put: bytes) -> None:
    with contextlib.suppress(BadText):
        read("gdpr", "en", WHOLE[:at] + put + WHOLE[at + len(put) :])


def test_every_claim_bears_its_source() -> None:
    for name in rules():
        one = rule(name, "en") or pytest.fail(name)
        said = list(claims(one))
        assert {source for claim in said for source in claim.sources} == {source.id for source in one.sources}
        assert len(said) >= len(one.asks) + len(one.binds)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, Likely.ASK),
        ({"in_eu": Y, "listed_sector": Y, "medium": Y}, Likely.LIKELY),
        ({"in_eu": Y, "listed_sector": N}, Likely.NOT),
        ({"in_eu": Y, "listed_sector": U, "medium": Y}, Likely.ASK),
        ({"in_eu": N, "listed_sector": U}, Likely.NOT),
    ],
)
def test_unsure_stays_open_unless_the_rest_settles_it(answers: dict[str, Answer], expected: Likely) -> None:
    assert likely(rules()["nis2"]["en"].binds_if, answers) == expected


def test_one_way_in_is_enough_and_nothing_to_ask_is_no_answer() -> None:
    assert likely([("in_eu",), ("serves_eu",)], {"in_eu": N, "serves_eu": Y}) == Likely.LIKELY
    assert likely([("in_eu",), ("serves_eu",)], {"in_eu": N}) == Likely.ASK
    assert likely([], dict.fromkeys(QUESTIONS, Y)) == Likely.ASK
