"""From a plan and its answers to one fact for each class."""

from collections.abc import Sequence
from typing import get_args

from rempart.facts.probe import AttackClass, FilterProbe
from rempart.scanner.core.probes.outcome import Outcome, multicall_refused, stopped
from rempart.scanner.core.probes.plan import Probe

Answered = Sequence[tuple[Probe, Outcome]]


def facts(answered: Answered) -> tuple[FilterProbe, ...]:
    """The figures are those of the browser's identity, as an attacker has it; ours only tells whether we are known."""
    told = [(p, o) for p, o in answered if _counts(o)]
    known = _own_name_is_known(told)
    return tuple(
        _fact(attack, [(p, o) for p, o in told if p.attack == attack], known) for attack in get_args(AttackClass)
    )


def before_ban(answered: Answered) -> Answered:
    """All up to the last answer of the site itself: what was stopped after it says nothing of the filter."""
    last = max((place for place, (p, o) in enumerate(answered) if came_through(p, o)), default=-1)
    return answered[: last + 1]


def came_through(probe: Probe, outcome: Outcome) -> bool:
    """An answer of the site itself, whatever it says."""
    return not outcome.failure and not stopped(outcome) and not (probe.is_attack and probe.attack == "xmlrpc")


def _counts(outcome: Outcome) -> bool:
    """What was never sent, or failed on our side, says nothing."""
    return not outcome.failure or bool(stopped(outcome))


def _own_name_is_known(answered: Answered) -> bool:
    """Is a request under our own name stopped that passes when a browser sends its like?"""
    for own, outcome in answered:
        if own.identity == "own":
            kind = [(p, o) for p, o in answered if (p.attack, p.is_attack) == (own.attack, own.is_attack)]
            theirs = [_way(p, o, None) for p, o in kind if p.identity == "browser"]
            if _way(own, outcome, None) and theirs and not any(theirs):
                return True
    return False


def _fact(attack: AttackClass, answered: Answered, is_known: bool) -> FilterProbe:
    browser = [(p, o) for p, o in answered if p.identity == "browser"]
    twins = [o for p, o in browser if not p.is_attack]
    through = next((o for o in twins if not stopped(o)), None)
    ways = [_way(p, o, through) for p, o in browser if p.is_attack]
    blocked = [way for way in ways if way]
    return FilterProbe(
        attack=attack,
        sent=len(ways),
        blocked=len(blocked),
        twins_sent=len(twins),
        twins_blocked=sum(bool(stopped(o)) for o in twins),
        blocks_identification_only=is_known and bool(ways) and not blocked,
        ways=tuple(sorted(set(blocked))),
    )


def _way(probe: Probe, outcome: Outcome, twin: Outcome | None) -> str:
    return multicall_refused(outcome) if probe.attack == "xmlrpc" and probe.is_attack else stopped(outcome, twin)
