"""Levels: the weakest stone decides; what stands above is ahead and lifts nothing."""

from rempart.maturity.core.level import Cause, Fallen, Past, stand
from rempart.terms.level import Dimension, Level
from rempart.terms.state import State
from tests.maturity.core.made import NOW, control, verdict

STONES = [control(f"s{level}{letter}", level=Level(level)) for level in range(1, 6) for letter in "ab"]


def standing(states, **given):
    found = {name: verdict(name, state) for name, state in states.items()}
    return stand(Dimension.WALL, STONES, found, **given)


def met(level):
    return {stone.id: State.MET for stone in STONES if stone.level <= level}


def test_nothing_is_zero_and_everything_is_five():
    assert (standing({}).proven, standing({}).unrefuted) == (0, 5)
    assert standing(met(5)).proven == 5


def test_an_empty_catalogue_proves_nothing():
    assert stand(Dimension.WALL, [], {}).proven == stand(Dimension.WALL, [], {}).unrefuted == 0
    assert stand(Dimension.WATCH, STONES, {}).unrefuted == 0


def test_ahead_lifts_nothing():
    found = standing(met(5) | {"s2a": State.STALE})
    assert found.proven == 1
    assert found.blocking == ("s2a",)
    assert found.ahead == ("s2b", "s3a", "s3b", "s4a", "s4b", "s5a", "s5b")
    assert (found.claimed, found.unrefuted, found.looks) == (1, 5, ("s2a",))


def test_every_state_but_met_and_not_applicable_stops():
    for state in State:
        found = standing(met(5) | {"s3a": state})
        passes = state in (State.MET, State.NOT_APPLICABLE)
        assert found.proven == (5 if passes else 2), state
        refutes = state in (State.NOT_MET, State.PARTIAL, State.CONTRADICTED)
        assert found.unrefuted == (2 if refutes else 5), state


def test_advice_never_gates():
    stones = [*STONES, control("advice", mandatory=False)]
    found = {name: verdict(name, state) for name, state in met(5).items()}
    assert stand(Dimension.WALL, stones, found | {"advice": verdict("advice", State.NOT_MET)}).proven == 5


def test_proven_until_is_the_first_end_among_what_carries_it():
    found = {s.id: verdict(s.id, valid_until_ms=NOW + s.level * 100) for s in STONES if s.level <= 2}
    found["s1b"] = verdict("s1b", State.NOT_APPLICABLE, valid_until_ms=None)
    assert stand(Dimension.WALL, STONES, found).proven_until_ms == NOW + 100


def test_the_past_is_told_only_where_it_is_higher():
    past = Past(proven=2, since_ms=5, last=Fallen(3, 4), lost_because=Cause("s3a", State.STALE, "x"))
    now = standing(met(2), past=past)
    assert (now.proven_since_ms, now.last_proven, now.lost_because) == (5, Fallen(3, 4), past.lost_because)
    again = standing(met(3), past=past)
    assert (again.proven_since_ms, again.last_proven) == (None, None)
