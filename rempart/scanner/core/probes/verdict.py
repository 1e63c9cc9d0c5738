"""From a plan and its answers to one fact for each class."""

from collections.abc import Sequence
from typing import get_args

from rempart.facts.probe import AttackClass, FilterProbe
from rempart.scanner.core.probes.outcome import Outcome, multicall_refused, stopped
from rempart.scanner.core.probes.plan import Probe

Answered = Sequence[tuple[Probe, Outcome]]


def facts(answered: Answered) -> tuple[FilterProbe, ...]:
    """The figures are those of the browser's identity, as an attacker has it; ours only tells whether we are known."""
    return tuple(
        _fact(attack, [(p, o) for p, o in answered if p.attack == attack and _counts(o)])
        for attack in get_args(AttackClass)
    )


def _counts(outcome: Outcome) -> bool:
    """What was never sent, or failed on our side, says nothing."""
    return not outcome.failure or bool(stopped(outcome))


def _fact(attack: AttackClass, answered: Answered) -> FilterProbe:
    twins = [o for p, o in answered if not p.is_attack]
    through = next((o for o in twins if not stopped(o)), None)
    ways = {True: _ways(answered, "browser", through), False: _ways(answered, "own", through)}
    blocked = [way for way in ways[True] if way]
    known = [way for way in ways[False] if way]
    return FilterProbe(
        attack=attack,
        sent=len(ways[True]),
        blocked=len(blocked),
        twins_sent=len(twins),
        twins_blocked=sum(bool(stopped(o)) for o in twins),
        blocks_identification_only=bool(known and ways[True]) and not blocked,
        ways=tuple(sorted({*blocked, *known})),
    )


def _ways(answered: Answered, identity: str, twin: Outcome | None) -> list[str]:
    sent = [(p, o) for p, o in answered if p.is_attack and p.identity == identity]
    return [multicall_refused(o) if p.attack == "xmlrpc" else stopped(o, twin) for p, o in sent]
