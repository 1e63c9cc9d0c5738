"""The one function that page, API, report, badge and gate call: facts in, the whole picture out."""

from collections.abc import Iterable, Mapping

import msgspec

from rempart.facts.fact import Observation
from rempart.facts.profile import Profile
from rempart.maturity.core import guide, need, risk, urgent
from rempart.maturity.core.control import Control
from rempart.maturity.core.evidence import Evidence
from rempart.maturity.core.exemption import Exemption, granted
from rempart.maturity.core.judge import judge
from rempart.maturity.core.level import Past, Standing, stand
from rempart.maturity.core.step import Step
from rempart.maturity.core.threat import Threat
from rempart.maturity.core.threats import Residual, ThreatStatus, coverage, residual
from rempart.maturity.core.verdict import Verdict
from rempart.maturity.core.void import Void
from rempart.terms.evidence import Vantage
from rempart.terms.level import Dimension


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that follows from the facts at one moment. `provable` counts controls with a collector."""

    now_ms: int
    lab: bool
    vantages: tuple[Vantage, ...]
    verdicts: dict[str, Verdict]
    wall: Standing
    watch: Standing
    threats: tuple[ThreatStatus, ...]
    residual: tuple[Residual, ...]
    now: tuple[urgent.Urgent, ...]
    guide: tuple[guide.GuideStep, ...]
    needed: need.Needed | None
    too_much: need.TooMuch | None
    accepted: tuple[risk.AcceptedRisk, ...]
    exempt: tuple[Exemption, ...]
    provable: int


def assess(
    controls: Mapping[str, Control],
    threats: Mapping[str, Threat],
    steps: Mapping[str, Step],
    observations: Iterable[Observation],
    *,
    now_ms: int,
    voids: Iterable[Void] = (),
    exemptions: Iterable[Exemption] = (),
    accepted: Iterable[risk.AcceptedRisk] = (),
    history: Mapping[Dimension, Past] | None = None,
    profile: Profile | None = None,
    org_people: int | None = None,
) -> Assessment:
    """Judge every control and fold the result. Pure: the same input gives the same bytes, in any order of facts.

    Without `profile` the newest Profile among the observations says what is needed; without one, nothing does.
    """
    evidence = Evidence.of(observations, now_ms)
    units = [controls[name] for name in sorted(controls)]
    voids = tuple(voids)
    exempt = granted(controls, exemptions, now_ms, people=org_people)
    verdicts = {
        control.id: judge(control, evidence, now_ms=now_ms, voids=voids, exemptions=exempt, lone=org_people == 1)
        for control in units
    }
    told = evidence.applicable.get(Profile.kind)
    if profile is None and told is not None and isinstance(told.fact, Profile):
        profile = told.fact
    want = need.needed(profile) if profile is not None else None
    past = history or {}
    wants = {Dimension.WALL: want.wall, Dimension.WATCH: want.watch} if want is not None else {}
    wall, watch = (
        stand(dimension, units, verdicts, needed=wants.get(dimension), past=past.get(dimension))
        for dimension in (Dimension.WALL, Dimension.WATCH)
    )
    known = [threats[name] for name in sorted(threats)]
    vantages = tuple(sorted({verdict.vantage for verdict in verdicts.values() if verdict.vantage is not None}))
    return Assessment(
        now_ms=now_ms,
        lab=any(seen.vantage is Vantage.LAB for seen in evidence),
        vantages=vantages,
        verdicts=verdicts,
        wall=wall,
        watch=watch,
        threats=coverage(units, known, verdicts),
        residual=residual([steps[name] for name in sorted(steps)], known, wall.proven),
        now=urgent.urgent(verdicts, evidence),
        guide=guide.order(units, verdicts),
        needed=want,
        too_much=need.too_much(units, wall.proven, want.wall) if want else None,
        accepted=risk.in_force(accepted, now_ms),
        exempt=exempt,
        provable=sum(bool(control.needs) for control in units),
    )
