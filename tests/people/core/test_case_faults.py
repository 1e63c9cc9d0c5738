"""What an author of a case is told: each planted fault is found, and our own cases have none in three languages."""

import time
from dataclasses import replace

import pytest

from rempart.maturity.core.control import Control
from rempart.maturity.core.threat import Threat
from rempart.people.core import case_faults
from rempart.people.core.case import Aspect, Case, Chapter, Defence, Event, Kind, Told
from rempart.people.core.case_library import CASES, cases, claims, faults, read_all
from rempart.people.core.case_text import read
from rempart.people.core.library import lessons
from rempart.people.core.page_faults import Known
from rempart.registry.discover import discover
from rempart.registry.written import Written, written
from tests.people.core.test_case_text import made

KNOWN = Known(frozenset({"supplier_baseline"}), frozenset({"T18"}), frozenset({"suppliers"}))


def whole() -> Case:
    """Without a fault."""
    case = read("key", "en", made())
    cause, defence = case.causes[0], case.defences[0]
    return replace(
        case, causes=(cause,) * 3, defences=(defence,) * 3, for_you=case.for_you * 3, talk=case.talk * 3
    )  # fmt: skip


def test_a_whole_case_has_no_fault() -> None:
    assert case_faults.faults(whole(), KNOWN) == []


def test_ours_have_none() -> None:
    found, wrong = read_all(written(CASES))
    controls, threats = discover("rempart.maturity.controls", Control), discover("rempart.maturity.threats", Threat)
    assert wrong == []
    assert faults(found, controls, threats, lessons()) == []


def events(*pairs: tuple[str, str]) -> Case:
    return replace(whole(), events=tuple(Event(*pair) for pair in pairs))


LAST = whole().told[0]
FAULTY = [
    (replace(whole(), controls=("other",)), "there is no control other"),
    (replace(whole(), threats=("T99",)), "there is no threat T99"),
    (replace(whole(), lessons=("none",)), "there is no lesson none"),
    (replace(whole(), drills=("bungee",)), "there is no kind of drill bungee"),
    (replace(whole(), drills=()), "it names no kind of drill"),
    (replace(whole(), defences=(Defence("x", Aspect.CULTURE, "Do."),) * 3), "name other controls: supplier_baseline, x"),
    (events(("2025-04-02", "B. [src]"), ("2025-04-01", "A. [src]")), "order of its dates"),
    (events(("2025-05", "B. [src]"), ("2025-04-30", "A. [src]")), "order of its dates"),
    (events(("Day 1, 09:10", "A.")), "for scenarios"),
    (events(("soon", "A. [src]")), "is no date"),
    (events(("2025-04-02", "A.")), "has no source"),
    (events(("not disclosed", "A.")), "has no source"),
    (replace(whole(), technique="In 2024 it was worse."), "a fact without its source"),
    (replace(whole(), technique="So it was [src]. Twelve of 40 fell."), "“Twelve of 40 fell.”: a fact without its source"),
    (replace(whole(), causes=(Chapter("c", "So say 48 % of them."), *whole().causes[1:])), "a fact without its source"),
    (replace(whole(), told=(Told("a", "b"), Told("c", "d"), LAST)), "2 corrections have no source"),
    (replace(whole(), technique="It was so [other]."), "marks without a source: other"),
    (replace(whole(), causes=whole().causes[:2]), "2 causes"),
    (replace(whole(), for_you=("One.",)), "1 things for you"),
    (replace(whole(), title="t" * 71), "71 characters"),
    (replace(whole(), summary="It is 100 % safe."), "promises"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "why"), FAULTY, ids=[why for _, why in FAULTY])
def test_each_fault_is_told(case: Case, why: str) -> None:
    assert any(why in told for told in case_faults.faults(case, KNOWN)), case_faults.faults(case, KNOWN)


def test_what_is_invented_is_told_as_a_scenario() -> None:
    days = (Event("Scenario", "Invented."), Event("Day 1, 09:10", "A mail."), Event("2025-04-02", "A fact. [src]"))
    case = replace(
        whole(),
        events=days,
        technique="Scenario: 2023. It was 40 of them.\n\nSo it went [src]. In the scenario 40 fell.",
    )
    assert case_faults.faults(replace(case, kind=Kind.SCENARIO), KNOWN) == []
    assert any("for scenarios" in told for told in case_faults.faults(case, KNOWN))
    same_month = events(("2025-04", "A. [src]"), ("2025-04-02", "B. [src]"), ("2025-04", "C. [src]"))
    assert case_faults.faults(same_month, KNOWN) == []


def test_languages_differ_in_words_alone() -> None:
    english = whole()
    both = {"en": english, "fr": replace(english, language="fr"), "zh": replace(english, language="zh")}
    assert case_faults.unlike(both) == []
    for name, other in (
        ("sources", replace(english, sources=(replace(english.sources[0], date="2024"),))),
        ("corrections", replace(english, told=(Told("a", "b"),))),
        (
            "defences",
            replace(english, defences=(replace(english.defences[0], aspect=Aspect.CULTURE), *english.defences[1:])),
        ),
        ("events", replace(english, events=english.events[:1])),
        ("head (order, kind, dimension)", replace(english, kind=Kind.SCENARIO)),
    ):
        assert case_faults.unlike({**both, "fr": other}) == [f"fr: {name} differ from the English"]
    assert case_faults.unlike({"en": english}) == ["fr is missing", "zh is missing"]


def test_faults_over_all_of_them() -> None:
    files = [Written(name, language, made()) for name in ("defences", "key") for language in ("en", "fr", "zh")]
    found, wrong = read_all([*files, Written("bad", "en", b"")])
    assert wrong == ["bad.en.md: line 1: a head between two lines +++ comes first"]
    told = faults(found, {"supplier_baseline"}, {"t18_supplier_breach"}, {"suppliers"})
    assert "defences: a page of ours has that name" in told
    assert "two cases stand at place 1" in told
    other = replace(whole(), defences=(Defence("supplier_baseline", Aspect.CULTURE, "Do."),))
    assert case_faults.torn([whole(), other]) == ["control supplier_baseline is culture and process: one of them"]


def test_every_marked_sentence_is_a_claim_with_its_sources() -> None:
    said = list(claims(whole()))
    assert [(one.where, one.text, one.sources) for one in said[:3]] == [
        ("What happened, 2025-04-02 08:15 UTC", "A door stands open.", ("src",)),
        ("What happened, not disclosed", "Who came.", ("src",)),
        ("How it was done", "A key was left.", ("src",)),
    ]
    assert said[-1].where == "Often told otherwise: “A window was broken.”"
    for found in cases().values():
        known = {one.id for one in found["en"].sources}
        assert {name for one in claims(found["en"]) for name in one.sources} == known
        assert all("[" not in one.text for one in claims(found["en"]))


def test_a_text_made_to_hold_the_checker_up_does_not() -> None:
    begun = time.monotonic()
    for long in ("1 " * 16_000 + "1a", "1" * 32_000 + "a", ". " * 16_000, "[a" * 16_000):
        case_faults.faults(replace(whole(), technique=long), KNOWN)
    assert time.monotonic() - begun < 10
