"""The one judge: facts about one control in, one verdict out. The rule in words: docs/decisions/0010-judging.md."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

import msgspec

from rempart.facts.fact import Observation
from rempart.facts.not_seen import NotSeen
from rempart.maturity.core.control import Control
from rempart.maturity.core.evidence import Evidence, Noted, rank
from rempart.maturity.core.exemption import Exemption, is_valid
from rempart.maturity.core.statement import Heard, Statement, hear
from rempart.maturity.core.verdict import Verdict
from rempart.maturity.core.void import Void, void_until
from rempart.terms.duration import YEAR_S
from rempart.terms.evidence import EvidenceClass, Proof
from rempart.terms.reference import FactRef
from rempart.terms.state import State

# Of several needs of which each may speak: what was seen to fail, then what was seen to hold, then what was not seen.
SEEN_FIRST = (
    State.NOT_MET,
    State.CONTRADICTED,
    State.PARTIAL,
    State.MET,
    State.ERROR,
    State.STALE,
    State.UNKNOWN,
)
# Of several needs that must all be met, the one that is furthest from it speaks.
WORST_FIRST = (
    State.NOT_MET,
    State.CONTRADICTED,
    State.PARTIAL,
    State.ERROR,
    State.STALE,
    State.UNKNOWN,
    State.MET,
)


def judge(
    control: Control,
    observations: Iterable[Observation] | Evidence,
    *,
    now_ms: int,
    voids: Iterable[Void] = (),
    exemptions: Collection[Exemption] = (),
    lone: bool = False,
) -> Verdict:
    """Weigh the evidence about one control. `lone`: one person is the whole organisation (see exemption)."""
    evidence = Evidence.of(observations, now_ms)
    if control.applies is not None or exemptions:
        away = _not_applicable(control, evidence, now_ms, exemptions, lone)
        if away is not None:
            return away
    if not control.needs and control.id not in evidence.documents and control.id not in evidence.answers:
        return _unheard(control.id, Proof.DOCUMENT in control.proof)
    void_ms = void_until(control, voids, now_ms) if control.voided_by else -1
    if not (control.together or control.each) or len(control.needs) < 2:
        return decide(control, hear(control, control.needs, evidence, void_ms), now_ms)
    verdicts = [decide(control, hear(control, (need,), evidence, void_ms), now_ms) for need in control.needs]
    return weakest(verdicts) if control.together else seen_first(verdicts)


def _not_applicable(
    control: Control, evidence: Evidence, now_ms: int, exemptions: Collection[Exemption], lone: bool
) -> Verdict | None:
    if control.applies is not None:
        noted = Noted(evidence.applicable)
        if control.applies(noted) is False:
            used = list(noted.used.values())
            first = min(used, key=rank) if used else None
            return Verdict(
                control=control.id,
                state=State.NOT_APPLICABLE,
                say="generic.does_not_apply",
                evidence=first.evidence if first else None,
                source=first.source if first else None,
                operator=first.operator if first else None,
                vantage=first.vantage if first else None,
                observed_at_ms=first.taken_at_ms if first else None,
                valid_until_ms=first.taken_at_ms + YEAR_S * 1000 if first else None,
                claimed=True,
                refs=_refs(used),
                applies=False,
            )
    for exemption in sorted(exemptions, key=msgspec.json.encode):
        if exemption.control == control.id and is_valid(control, exemption, now_ms, lone=lone):
            return Verdict(
                control=control.id,
                state=State.NOT_APPLICABLE,
                say="generic.exempt",
                values={"reason": exemption.reason},
                source=exemption.approver,
                observed_at_ms=exemption.granted_at_ms,
                valid_until_ms=exemption.expires_at_ms,
                claimed=True,
                applies=False,
            )
    return None


def decide(control: Control, heard: Heard, now_ms: int) -> Verdict:
    """The rule itself, on what was heard."""
    if not heard.shown and not heard.claims:
        return _unknown(control, heard, ())
    positives = [said for said in heard.shown if said.suffices]
    negatives = [said for said in heard.shown if said.state in (State.NOT_MET, State.PARTIAL)]
    last = _last(positives)
    newest = [said for said in positives if said.at == last]
    deciding = [n for n in negatives if n.at > last or any(_same_stream(n, p) and n.at == last for p in newest)]
    if deciding:
        worst = _newest_no(deciding)
        return _verdict(control, worst.state, worst, deciding)
    against = [n for n in negatives if n.valid_until_ms >= now_ms and any(_contradicts(n, p) for p in newest)]
    if against:
        strongest = _newest(against)
        return _verdict(control, State.CONTRADICTED, strongest, [*against, *newest], say="generic.contradicted")
    fresh = [said for said in positives if said.valid_until_ms >= now_ms]
    if fresh:
        best = _newest(fresh)
        until = max(said.valid_until_ms for said in fresh)
        return _verdict(control, State.MET, best, fresh, until=until, claimed=True)
    return _unproven(control, heard, positives, now_ms)


def _newest(statements: Sequence[Statement]) -> Statement:
    return statements[0] if len(statements) == 1 else max(statements, key=lambda said: rank(said.seen))


def _newest_no(statements: Sequence[Statement]) -> Statement:
    if len(statements) == 1:
        return statements[0]
    return max(statements, key=lambda no: (no.at, no.state is State.NOT_MET, rank(no.seen)))


def _same_stream(a: Statement, b: Statement) -> bool:
    return a.seen.source == b.seen.source and a.seen.vantage is b.seen.vantage


def _contradicts(negative: Statement, positive: Statement) -> bool:
    """Another source or vantage, of the same class or a better one, that has not been overtaken by its own news."""
    return not _same_stream(negative, positive) and negative.evidence >= positive.evidence


def _unproven(control: Control, heard: Heard, stale: Sequence[Statement], now_ms: int) -> Verdict:
    """No sufficient fresh positive: an admission counts, anything good is a claim, and else nobody has looked."""
    weak = [said for said in heard.shown if said.state is State.MET and not said.suffices]
    shown = _last([*stale, *weak])
    yes = [said for said in heard.claims if said.state is State.MET]
    no = [said for said in heard.claims if said.state in (State.NOT_MET, State.PARTIAL)]
    last_yes = _last([said for said in yes if said.evidence is EvidenceClass.STATED])
    admitted = [said for said in no if said.at >= last_yes and said.at > shown]
    if admitted:
        worst = _newest_no(admitted)
        return _verdict(control, worst.state, worst, admitted, evidence=EvidenceClass.STATED)
    if stale:
        newest = _newest(stale)
        return _verdict(control, State.STALE, newest, stale, say="generic.stale", claimed=True)
    unsure = _last([said for said in heard.claims if said.state is State.UNKNOWN])
    good = [said for said in yes if said.valid_until_ms >= now_ms and said.at > max(unsure, _last(no))]
    good += [said for said in weak if said.valid_until_ms >= now_ms]
    return _unknown(control, heard, good)


def _last(statements: Iterable[Statement]) -> int:
    return max((said.at for said in statements), default=-1)


def _unknown(control: Control, heard: Heard, good: Sequence[Statement]) -> Verdict:
    """Could not look, did not look, or only somebody's word: never a pass, and never a fail."""
    claimed = bool(good)
    best = max(good, key=lambda said: (said.evidence, rank(said.seen)), default=None)
    if best is not None and best.evidence >= EvidenceClass.CONFIGURED:
        return _verdict(control, State.UNKNOWN, best, good, say="generic.weak", claimed=True)
    if heard.quiet:
        quiet = max(heard.quiet, key=lambda said: (said.at, said.state is State.ERROR, rank(said.seen)))
        if quiet.state is State.ERROR or best is None:
            return _verdict(control, quiet.state, quiet, [quiet, *good], claimed=claimed)
    if best is not None:
        return _verdict(control, State.UNKNOWN, best, good, claimed=True)
    if heard.claims:
        word = _newest(heard.claims)
        say = "generic.answer_old" if word.state is State.MET else word.say
        return _verdict(control, State.UNKNOWN, word, [word], say=say)
    if heard.voided:
        return Verdict(control=control.id, state=State.UNKNOWN, say="generic.void")
    if control.needs:
        return Verdict(control=control.id, state=State.UNKNOWN, say="generic.not_looked")
    return _unheard(control.id, Proof.DOCUMENT in control.proof)


@lru_cache(maxsize=512)  # more than half of the controls of most sites, again and again
def _unheard(control: str, on_paper: bool) -> Verdict:
    say = "generic.document_wanted" if on_paper else "generic.no_collector"
    return Verdict(control=control, state=State.UNKNOWN, say=say)


def weakest(verdicts: Sequence[Verdict]) -> Verdict:
    """Every need must be met: the worst speaks, and claims hold only if all do."""
    worst = min(
        verdicts,
        key=lambda v: (WORST_FIRST.index(v.state), v.valid_until_ms if v.valid_until_ms is not None else -1, v.say),
    )
    refs = tuple(sorted({ref for verdict in verdicts for ref in verdict.refs}))
    return msgspec.structs.replace(worst, refs=refs, claimed=all(verdict.claimed for verdict in verdicts))


def seen_first(verdicts: Sequence[Verdict]) -> Verdict:
    """What was seen to fail speaks; else what was seen to hold, by the soonest end; what nobody could see, last."""
    chosen = min(
        verdicts,
        key=lambda v: (SEEN_FIRST.index(v.state), v.valid_until_ms if v.valid_until_ms is not None else -1, v.say),
    )
    same = [one for one in verdicts if one.state is chosen.state]
    refs = tuple(sorted({ref for one in same for ref in one.refs}))
    return msgspec.structs.replace(chosen, refs=refs, claimed=any(one.claimed for one in same))


def _refs(observations: Iterable[Observation]) -> tuple[FactRef, ...]:
    return tuple(sorted({seen.ref for seen in observations if seen.ref is not None}))


def _verdict(
    control: Control,
    state: State,
    said: Statement,
    weighed: Iterable[Statement],
    *,
    say: str | None = None,
    evidence: EvidenceClass | None = None,
    until: int | None = None,
    claimed: bool = False,
) -> Verdict:
    seen = said.seen
    told = None if isinstance(seen.fact, NotSeen) else said.evidence  # a look that did not happen has no class
    return Verdict(
        control=control.id,
        state=state,
        say=said.say if say is None else say,
        values=said.values,
        evidence=told if evidence is None else evidence,
        source=seen.source,
        operator=seen.operator,
        vantage=seen.vantage,
        observed_at_ms=seen.taken_at_ms,
        valid_until_ms=said.valid_until_ms if until is None else until,
        claimed=claimed,
        refs=_refs(other.seen for other in weighed),
    )
