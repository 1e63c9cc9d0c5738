"""The six profiles of the guide give levels 0 to 5, and no stone of the real catalogue can be missing unnoticed.

Each real control keeps its level, rows, gate and applicability; what would look at it is replaced by a made need, since
half of the collectors do not exist yet. Evidence is of the least class that the level takes, from outside.
"""

from dataclasses import replace

import pytest

from rempart.facts.profile import Profile
from rempart.maturity.core.assessment import assess
from rempart.maturity.core.control import Control, Need
from rempart.maturity.core.threat import Threat
from rempart.registry.discover import discover
from rempart.terms.evidence import EvidenceClass
from rempart.terms.level import Dimension, Level
from rempart.terms.state import Coverage
from tests.maturity.core import made

REAL = discover("rempart.maturity.controls", Control)
THREATS = discover("rempart.maturity.threats", Threat)
# What each level's lines name, as rows of the acceptance list: 46-49, 67-70, 89-93, 113-116, 132-135, each with the
# questions of its section and the self-assessment.
NAMED = {
    1: {"BAK-01", "BAK-03", "BAK-04", "TLS-01", "TLS-02", "HARD-03", "SELF-03", "ISO-01"},
    2: {"MAL-01", "MAL-02", "UP-01", "UP-02", "DET-02", "WAF-01", "WAF-02", "WAF-03", "AUTH-01", "AUTH-02", "AUTH-03"}
    | {"HARD-01", "HARD-02", "INV-04", "SELF-04"},
    3: {"DET-01", "BAK-02", "BAK-05", "BAK-06", "BAK-07", "SELF-01", "ISO-02", "DDOS-01", "DDOS-02", "DDOS-03"}
    | {"STG-01", "STG-02"},
    4: {"SOC-01", "SOC-03", "SOC-04", "LOG-01", "LOG-02", "COMP-01", "COMP-02", "COMP-03", "WAF-04"},
    5: {"ZT-01", "ISO-03", "WAF-05", "AI-01", "PT-01"},
}
PROFILE = Profile(
    kind_of_site="shop",
    collects_customer_data=True,
    sells=True,
    holds_card_data=True,
    is_regulated=True,
    is_revenue_critical=True,
    has_sensitive_ip=False,
    is_large_network=False,
    grows_fast=False,
    visitors_month=50_000,
    revenue_hour_minor=100_000,
    currency="EUR",
    people=40,
    moves_money=True,
)


def about(name):
    return lambda fact: made.read(fact) if fact.control == name else None


MADE = {
    name: replace(unit, needs=(Need(made.Seen, 90 * 86_400, about(name)),), together=False)
    for name, unit in REAL.items()
}

# A step of the watch whose controls are not written yet is held by one made stone, so that the steps above can stand.
for dimension in Dimension:
    for number in list(Level)[1:]:
        if not any(c.dimension is dimension and c.level is number and c.mandatory for c in MADE.values()):
            name = f"made_{dimension}_{number.value}"
            need = Need(made.Seen, 90 * 86_400, about(name))
            MADE[name] = made.control(name, dimension=dimension, level=number, needs=(need,))


def least(control: Control) -> EvidenceClass:
    if control.level <= 2:
        return EvidenceClass.CONFIGURED
    return EvidenceClass.EXERCISED if control.level == 5 and control.exercise_exists else EvidenceClass.OBSERVED


def proof(control: Control, state: str = "met", at: int = made.NOW, **changes):
    return made.seen(state, at, about=control.id, evidence=changes.pop("evidence", least(control)), **changes)


def judged(observations):
    return assess(MADE, THREATS, {}, observations, now_ms=made.NOW, profile=PROFILE, org_people=40)


def complete(dimension: Dimension, level: int):
    stones = [c for c in MADE.values() if c.mandatory and c.dimension is dimension and c.level <= level]
    return [made.observation(PROFILE, evidence=EvidenceClass.STATED, source="owner"), *(proof(c) for c in stones)]


@pytest.mark.parametrize("level", range(6))
def test_the_lines_up_to_a_level_prove_exactly_that_level(level: int) -> None:
    rows = set().union(*(NAMED[n] for n in range(1, level + 1)))
    facts = [made.observation(PROFILE, evidence=EvidenceClass.STATED, source="owner")]
    facts += [proof(c) for c in MADE.values() if c.dimension is Dimension.WALL and rows & set(c.rows)]
    found = judged(facts)
    assert (found.wall.proven, found.wall.claimed) == (level, level)
    assert found.watch.proven == 0


@pytest.mark.parametrize("dimension", list(Dimension))
@pytest.mark.parametrize("level", range(1, 6))
def test_breaking_any_single_stone_gives_the_level_below_it(dimension: Dimension, level: int) -> None:
    whole = complete(dimension, level)
    standing = judged(whole).wall if dimension is Dimension.WALL else judged(whole).watch
    assert standing.proven == level
    for seen in whole[1:]:
        stone = MADE[seen.fact.control]
        for broken in (proof(stone, "not_met"), proof(stone, "partial"), proof(stone, at=made.NOW - 100 * made.DAY)):
            found = judged([other for other in whole if other is not seen] + [broken])
            standing = found.wall if dimension is Dimension.WALL else found.watch
            assert standing.proven == stone.level - 1, stone.id
        missing = judged([other for other in whole if other is not seen])
        standing = missing.wall if dimension is Dimension.WALL else missing.watch
        assert standing.proven == stone.level - 1, stone.id


def test_a_class_below_the_gate_proves_nothing() -> None:
    for level, weak in ((2, EvidenceClass.DOCUMENTED), (3, EvidenceClass.CONFIGURED), (5, EvidenceClass.CONFIGURED)):
        facts = complete(Dimension.WALL, level - 1)
        facts += [proof(c, evidence=weak) for c in MADE.values() if c.level == level and c.dimension is Dimension.WALL]
        found = judged(facts)
        assert (found.wall.proven, found.wall.claimed) == (level - 1, level)


def open_at(level: int) -> set[str]:
    return {t.id for t in judged(complete(Dimension.WALL, level)).threats if t.status is not Coverage.COVERED}


def test_the_gaps_of_each_level_are_those_the_guide_names() -> None:
    assert {"T02", "T07"} <= open_at(1)  # password guessing, malware (line 156)
    assert not {"T02"} & open_at(2)
    assert {"T08"} <= open_at(2)  # isolation (line 157)
    assert not {"T08"} & open_at(3)
    assert {"T25"} <= open_at(3)  # compliance (line 158)
    assert not {"T25"} & open_at(4)
    assert {"T24"} <= open_at(4)  # state actors, never-seen methods (line 120)


def test_with_the_real_needs_an_empty_record_proves_nothing_and_refutes_nothing() -> None:
    found = assess(REAL, THREATS, {}, [], now_ms=made.NOW)
    assert (found.wall.proven, found.wall.unrefuted, found.wall.claimed) == (0, 5, 0)
    assert {v.state.value for v in found.verdicts.values()} == {"unknown"}
    assert found.provable == sum(bool(c.needs) for c in REAL.values())
    assert found.wall.needed is None


def test_the_guide_comes_first_whatever_the_record() -> None:
    order = [step.control for step in judged([]).guide]
    wall = [MADE[name] for name in order if MADE[name].dimension is Dimension.WALL]
    second = [c for c in wall if c.level is Level.TWO]
    third = [c for c in wall if c.level is Level.THREE]
    assert [c.rows[0].split("-")[0] for c in second[:7]] == ["WAF"] * 5 + ["MAL"] * 2
    assert [c.rows[0].split("-")[0] for c in third[:4]] == ["ISO", "ISO", "DDOS", "DDOS"]
    for level in (Level.FOUR, Level.FIVE):
        lines = [step.source_line for step in judged([]).guide if step.level == level and step.source_line]
        assert lines == sorted(lines)
