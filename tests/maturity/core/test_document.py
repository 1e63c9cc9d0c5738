"""The assessment and its document: the keys of docs/contracts.md, nulls instead of zeros, same input same bytes."""

import json
import random
import re
from typing import Any

from rempart.facts.profile import Profile
from rempart.maturity.core.assessment import assess
from rempart.maturity.core.document import to_document
from rempart.maturity.core.exemption import Exemption
from rempart.maturity.core.level import Cause, Fallen, Past
from rempart.maturity.core.risk import AcceptedRisk
from rempart.maturity.core.step import Step
from rempart.maturity.core.threat import Threat
from rempart.maturity.core.value import weigh
from rempart.terms.evidence import EvidenceClass, Key, Vantage
from rempart.terms.level import Dimension, Level
from rempart.terms.state import State
from tests.maturity.core.made import DAY, NOW, control, observation, seen
from tests.maturity.core.test_need import profile

UNITS = {
    "stone": control(key=Key.OWNERSHIP, rows=("UP-01", "UP-02")),
    "second": control("second", level=Level.TWO, needs=()),
    "named": control("named", dimension=Dimension.WATCH),
}
THREATS = {"t01_x": Threat("t01_x", "T01", ("THR-01",), "Clear traffic", "What.", always_residual=True)}
STEPS = {
    "wall_1": Step("wall_1", Dimension.WALL, Level.ONE, "x", "x", ("x",), ("A targeted attack.",), "x", ("x",), (1,))
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def document(*facts, worth=True, **given):
    found = assess(UNITS, THREATS, STEPS, facts, now_ms=NOW, **given)
    told = weigh(found, UNITS, given.get("profile"), draws=500) if worth else None
    return to_document(
        found, UNITS, THREATS, STEPS, target="https://shop.example", started_at_ms=NOW, duration_s=1.23456, worth=told
    )


def test_keys_and_forms_are_those_of_the_contract():
    found = document(seen())
    assert list(found) == [
        *("schema", "target", "started_at", "duration_s", "vantage", "lab"),
        *("level", "controls", "threats", "next", "return", "residual"),
    ]
    level = ["proven", "proven_since", "proven_until", "unrefuted", "claimed", "needed", "last_proven", "lost_because"]
    assert list(found["level"]) == ["wall", "watch"]
    assert all(list(one) == level for one in found["level"].values())
    assert list(found["controls"][0]) == [
        *("id", "rows", "dimension", "level", "mandatory", "applies", "side", "scope", "state", "class"),
        *("source", "operator", "vantage", "observed_at", "valid_until", "reason", "key", "facts"),
    ]
    assert list(found["next"]) == ["now", "guide", "value"]
    assert list(found["next"]["guide"][0]) == ["control", "source_line", "needs"]
    assert list(found["next"]["value"][0]) == ["control", "hours", "cost", "loss_removed"]
    assert list(found["next"]["value"][0]["loss_removed"]["p50"]) == ["amount_minor", "currency"]
    assert list(found["return"]) == [
        *("mean", "p50", "p95", "chance_any_loss", "pays_1y", "pays_3y", "break_even_chance"),
        *("inputs", "gains", "sentence"),
    ]
    assert MOMENT.fullmatch(found["started_at"])
    assert MOMENT.fullmatch(found["level"]["wall"]["proven_until"])
    assert json.loads(json.dumps(found)) == found


def test_a_stone_in_the_document():
    stone = {one["id"]: one for one in document(seen(evidence=EvidenceClass.EXERCISED))["controls"]}["stone"]
    assert (stone["state"], stone["class"], stone["reason"]) == ("met", "exercised", "Seen 3 times.")
    assert (stone["rows"], stone["key"], stone["level"]) == (["UP-01", "UP-02"], "ownership", 1)
    assert list(stone["facts"][0]) == ["log", "index", "hash"]


def test_unknown_is_null_and_never_zero():
    found = document(worth=False)
    assert found["return"] is None
    assert found["level"]["wall"]["needed"] is None
    assert found["level"]["wall"]["proven_until"] is None
    assert found["vantage"] is None
    assert {one["observed_at"] for one in found["controls"]} == {None}


def test_lab_is_stamped_on_everything():
    found = document(seen(vantage=Vantage.LAB))
    assert (found["lab"], found["vantage"]) == (True, "lab")
    assert found["level"]["wall"]["proven"] == 1
    assert document(seen())["lab"] is False


def test_the_profile_among_the_facts_says_what_is_needed():
    told = observation(profile(sells=True), evidence=EvidenceClass.STATED, source="owner")
    assert isinstance(told.fact, Profile)
    assert document(told)["level"]["wall"]["needed"] == 2
    assert document(profile=profile(kind_of_site="health"))["level"]["wall"]["needed"] == 4


def test_what_was_lost_is_told_with_its_reason():
    past = Past(proven=0, last=Fallen(1, NOW - DAY), lost_because=Cause("stone", State.NOT_MET, "seen", {"n": 2}))
    wall = document(seen("not_met"), history={Dimension.WALL: past})["level"]["wall"]
    assert wall["last_proven"]["level"] == 1
    assert wall["lost_because"] == {"control": "stone", "state": "not_met", "reason": "Seen 2 times."}


def test_accepted_risks_lift_nothing():
    risk = AcceptedRisk(
        subject="stone", owner="a", reason="Small site.", accepted_at_ms=NOW - DAY, expires_at_ms=NOW + DAY
    )
    plain = assess(UNITS, THREATS, STEPS, [seen("not_met")], now_ms=NOW)
    found = assess(UNITS, THREATS, STEPS, [seen("not_met")], now_ms=NOW, accepted=[risk])
    assert found.accepted == (risk,)
    assert (found.verdicts, found.wall, found.threats) == (plain.verdicts, plain.wall, plain.threats)


def test_a_risk_needs_an_owner_a_reason_and_an_end_within_a_year():
    whole: dict[str, Any] = {
        "subject": "s",
        "owner": "a",
        "reason": "x",
        "accepted_at_ms": NOW - DAY,
        "expires_at_ms": NOW + DAY,
    }
    for change in ({"owner": ""}, {"reason": " "}, {"expires_at_ms": NOW}, {"expires_at_ms": NOW + 366 * DAY}):
        risk = AcceptedRisk(**{**whole, **change})
        assert assess(UNITS, THREATS, STEPS, [], now_ms=NOW, accepted=[risk]).accepted == ()


def test_same_input_same_bytes_in_any_order():
    facts = [seen("met", NOW - n * 1_000, source=f"s{n}") for n in range(6)] + [seen("not_met", NOW - DAY, source="z")]
    away = [
        Exemption(
            control="named", reason="x", asked_by="a", approver="b", granted_at_ms=NOW - DAY, expires_at_ms=NOW + DAY
        )
    ]
    first = json.dumps(document(*facts, exemptions=away))
    for seed in range(5):
        mixed = list(facts)
        random.Random(seed).shuffle(mixed)
        assert json.dumps(document(*mixed, exemptions=away)) == first
