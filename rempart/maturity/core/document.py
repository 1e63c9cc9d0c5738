"""The assessment as the one document of `rempart assess --json` (docs/contracts.md)."""

from collections.abc import Callable, Mapping
from typing import Any

from rempart.maturity.core.assessment import Assessment
from rempart.maturity.core.control import Control
from rempart.maturity.core.level import Standing
from rempart.maturity.core.sayings import explain, sentence, source_in_words
from rempart.maturity.core.step import Step
from rempart.maturity.core.threat import Threat
from rempart.maturity.core.threats import Residual
from rempart.maturity.core.verdict import Verdict
from rempart.maturity.core.worth import Worth
from rempart.terms.moment import rfc3339
from rempart.terms.money import Money
from rempart.terms.reference import FactRef

SCHEMA = 1

Says = Callable[[Control], Mapping[str, str]]


def to_document(
    assessment: Assessment,
    controls: Mapping[str, Control],
    threats: Mapping[str, Threat],
    steps: Mapping[str, Step],
    *,
    target: str,
    started_at_ms: int,
    duration_s: float,
    vantage: str | None = None,
    worth: Worth | None = None,
    says: Says = lambda control: control.says,
) -> dict[str, Any]:
    """Keys and sentences in English. Unknown numbers are None, never 0; `worth` None leaves return empty."""
    seen = [where.value for where in assessment.vantages]
    own = vantage or (seen[0] if len(seen) == 1 else None)
    return {
        "schema": SCHEMA,
        "target": target,
        "started_at": rfc3339(started_at_ms),
        "duration_s": round(duration_s, 3),
        "vantage": "lab" if assessment.lab else own,
        "lab": assessment.lab,
        "level": {
            "wall": _standing(assessment.wall, controls, says),
            "watch": _standing(assessment.watch, controls, says),
        },
        "controls": [_control(controls[name], verdict, says) for name, verdict in assessment.verdicts.items()],
        "threats": [
            {"id": one.id, "status": one.status.value, "by": list(one.by), "missing": list(one.missing)}
            for one in assessment.threats
        ],
        "next": {
            "now": [
                {"cause": one.cause, "control": one.control, "reason": sentence(f"urgent.{one.cause}")}
                for one in assessment.now
            ],
            "guide": [
                {
                    "control": step.control,
                    "source_line": step.source_line,
                    "needs": [*step.needs, *([step.key] if step.key else [])],
                }
                for step in assessment.guide
            ],
            "value": _value(worth),
        },
        "return": _return(worth),
        "residual": [_residual(item, steps, threats) for item in assessment.residual],
    }


def _standing(standing: Standing, controls: Mapping[str, Control], says: Says) -> dict[str, Any]:
    lost, last = standing.lost_because, standing.last_proven
    because = None
    if lost is not None:
        told = Verdict(control=lost.control, state=lost.state, say=lost.say, values=lost.values)
        control = controls.get(lost.control)
        reason = explain(told, says(control) if control is not None else {})
        because = {"control": lost.control, "state": lost.state.value, "reason": reason}
    return {
        "proven": standing.proven,
        "proven_since": _moment(standing.proven_since_ms),
        "proven_until": _moment(standing.proven_until_ms),
        "unrefuted": standing.unrefuted,
        "claimed": standing.claimed,
        "needed": standing.needed,
        "last_proven": {"level": last.level, "at": rfc3339(last.at_ms)} if last is not None else None,
        "lost_because": because,
    }


def _control(control: Control, verdict: Verdict, says: Says) -> dict[str, Any]:
    return {
        "id": control.id,
        "rows": list(control.rows),
        "dimension": control.dimension.value,
        "level": int(control.level),
        "mandatory": control.mandatory,
        "applies": verdict.applies,
        "side": control.side.value,
        "scope": control.scope.value,
        "state": verdict.state.value,
        "class": verdict.evidence.word if verdict.evidence is not None else None,
        "source": verdict.source,
        "operator": verdict.operator.value if verdict.operator is not None else None,
        "vantage": verdict.vantage.value if verdict.vantage is not None else None,
        "observed_at": _moment(verdict.observed_at_ms),
        "valid_until": _moment(verdict.valid_until_ms),
        "reason": explain(verdict, says(control)),
        "key": control.key.value if control.key is not None else None,
        "facts": [_ref(ref) for ref in verdict.refs],
    }


def _value(worth: Worth | None) -> list[dict[str, Any]]:
    if worth is None:
        return []
    return [
        {
            "control": one.control,
            "hours": {"low": one.hours[0], "high": one.hours[1]},
            "cost": {"low": money(one.cost[0]), "high": money(one.cost[1])},
            "loss_removed": {"p5": money(one.p5), "p50": money(one.p50), "p95": money(one.p95)},
        }
        for one in worth.value
    ]


def _return(worth: Worth | None) -> dict[str, Any] | None:
    if worth is None or worth.plan is None:
        return None
    plan = worth.plan
    return {
        "mean": money(plan.mean),
        "p50": money(plan.p50),
        "p95": money(plan.p95),
        "chance_any_loss": plan.chance_any_loss,
        "pays_1y": plan.pays_1y,
        "pays_3y": plan.pays_3y,
        "break_even_chance": plan.break_even_chance,
        "inputs": [
            {
                "id": one.id,
                "low": one.low,
                "likely": one.likely,
                "high": one.high,
                "unit": one.unit,
                "strength": one.strength,
                "source": source_in_words(one.source),
                "dated": one.dated,
            }
            for one in plan.inputs
        ],
        "gains": [sentence(code) for code in plan.gains],
        "sentence": sentence(plan.say, plan.values),
    }


def _residual(item: Residual, steps: Mapping[str, Step], threats: Mapping[str, Threat]) -> str:
    return threats[item.unit].title if item.number < 0 else steps[item.unit].residual[item.number]


def _moment(at_ms: int | None) -> str | None:
    return rfc3339(at_ms) if at_ms is not None else None


def money(amount: Money) -> dict[str, Any]:
    """`{amount_minor, currency}`."""
    return {"amount_minor": amount.amount_minor, "currency": amount.currency}


def _ref(ref: FactRef) -> dict[str, Any]:
    return {"log": ref.log, "index": ref.index, "hash": ref.hash}
