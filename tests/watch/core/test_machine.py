"""The state machine, turn by turn, and what holds whatever looks come in."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.watch.core import machine
from rempart.watch.core.outcome import Look, Outcome
from rempart.watch.core.policy import Policy
from rempart.watch.core.standing import Change, How, Mode, Standing, State, Turn

POLICY = Policy(interval_s=20)
OK, POOR, BAD, CANNOT = Outcome.OK, Outcome.POOR, Outcome.BAD, Outcome.CANNOT


def play(
    *said: tuple[str, Outcome], standing: Standing | None = None, at: int = 0, step: int = 5_000
) -> tuple[Standing, list[Change]]:
    now, changes = standing or Standing(), []
    for number, (place, outcome) in enumerate(said, 1):
        look = Look(place, at + number * step, outcome, reason="timeout" if outcome is BAD else "")
        now, more = machine.take(POLICY, now, look)
        changes += more
    return now, changes


def turns(changes: Iterable[Change]) -> list[Turn]:
    return [change.turn for change in changes]


def test_one_failed_look_is_a_suspicion_and_the_next_good_one_clears_it() -> None:
    now, changes = play(("hub", OK), ("hub", BAD), ("hub", OK))
    assert turns(changes) == [Turn.SEEN, Turn.SUSPECTED, Turn.CLEARED]
    assert now.state is State.UP


def test_where_one_place_looks_four_in_a_row_count_and_it_is_said_as_a_second_try() -> None:
    now, _ = play(("hub", OK), *[("hub", BAD)] * 3)
    assert now.state is State.SUSPECTED
    now, more = play(("hub", BAD), standing=now, at=20_000)
    assert (now.state, more[-1].turn, more[-1].how) == (State.DOWN, Turn.DOWN, How.SECOND_TRY)
    assert more[-1].began_ms == 10_000  # the first failed look, not the one that convinced us
    assert more[-1].reason == "timeout"


def test_two_places_that_agree_count_sooner() -> None:
    now, changes = play(("hub", OK), ("lyon", OK), ("hub", BAD), ("lyon", BAD), ("hub", BAD), ("lyon", BAD))
    assert changes[-1].how is How.SECOND_PLACE
    assert changes[-1].places == ("hub", "lyon")
    assert now.state is State.DOWN


def test_a_second_place_that_reaches_the_site_is_believed() -> None:
    now, changes = play(("hub", OK), ("lyon", OK), ("hub", BAD), ("lyon", OK), *[("hub", BAD)] * 6)
    assert now.state is State.DEGRADED
    assert Turn.DOWN not in turns(changes)


def test_once_every_place_fails_a_partial_trouble_becomes_an_outage() -> None:
    now, _ = play(("hub", OK), ("lyon", OK), ("hub", BAD), ("lyon", OK), *[("hub", BAD)] * 6)
    now, changes = play(("lyon", BAD), ("hub", BAD), ("lyon", BAD), standing=now, at=60_000)
    assert Turn.DOWN in turns(changes)


def test_what_we_could_not_look_at_is_never_counted_against_the_site() -> None:
    now, changes = play(("hub", OK), *[("hub", CANNOT)] * 20)
    assert (now.state, turns(changes)) == (State.UP, [Turn.SEEN])


def test_silence_is_named_as_ours_and_ends_with_the_first_look() -> None:
    now, _ = play(("hub", OK))
    now, changes = machine.silent(POLICY, now, 5_000 + POLICY.silent_after_ms + 1)
    assert (now.state, changes[0].turn, changes[0].began_ms) == (State.UNKNOWN, Turn.UNSEEN, 5_000)
    now, again = machine.silent(POLICY, now, 10_000_000)
    assert again == ()
    now, changes = play(("hub", OK), standing=now, at=20_000_000)
    assert (now.state, turns(changes)) == (State.UP, [Turn.SEEN])


def test_a_dead_place_is_not_waited_for_and_its_last_word_counts_no_more() -> None:
    now, _ = play(("hub", OK), ("lyon", OK))
    now, changes = play(*[("hub", BAD)] * 4, standing=now, at=POLICY.silent_after_ms * 2)
    assert (now.state, changes[-1].how) == (State.DOWN, How.SECOND_TRY)


def test_recovery_takes_two_good_looks() -> None:
    now, _ = play(("hub", OK), *[("hub", BAD)] * 4)
    now, changes = play(("hub", OK), standing=now, at=60_000)
    assert (now.state, changes) == (State.DOWN, [])
    now, changes = play(("hub", OK), standing=now, at=70_000)
    assert (now.state, turns(changes)) == (State.UP, [Turn.RECOVERED])


def test_three_poor_looks_are_a_degraded_site_and_two_good_ones_restore_it() -> None:
    now, changes = play(("hub", OK), *[("hub", POOR)] * 3)
    assert (now.state, changes[-1].turn) == (State.DEGRADED, Turn.DEGRADED)
    now, changes = play(("hub", OK), ("hub", OK), standing=now, at=60_000)
    assert (now.state, turns(changes)) == (State.UP, [Turn.RESTORED])


def test_maintenance_shouts_nothing_and_an_outage_is_confirmed_again_after_it() -> None:
    now, _ = play(("hub", OK))
    now = machine.set_mode(now, Mode.MAINTENANCE, 6_000)
    now, changes = play(*[("hub", BAD)] * 6, standing=now, at=6_000)
    assert now.state is State.MAINTENANCE
    assert all(change.is_quiet for change in changes if change.turn is Turn.DOWN)
    now = machine.set_mode(now, Mode.WATCHED, 60_000)
    now, changes = play(*[("hub", BAD)] * 4, standing=now, at=60_000)
    assert [change.is_quiet for change in changes if change.turn is Turn.DOWN] == [False]


def test_a_paused_monitor_hears_nothing() -> None:
    now = machine.set_mode(Standing(), Mode.PAUSED, 0)
    now, changes = play(*[("hub", BAD)] * 9, standing=now)
    assert (now.state, changes) == (State.PAUSED, [])
    assert machine.silent(POLICY, now, 10**9)[1] == ()


def test_flapping_is_told_once_and_then_only_what_lasts() -> None:
    now, shouted, at = Standing(), [], 0
    for _ in range(8):
        now, changes = play(("hub", OK), ("hub", OK), *[("hub", BAD)] * 4, standing=now, at=at, step=10_000)
        shouted += [
            change.turn for change in changes if change.turn in (Turn.DOWN, Turn.FLAPPING) and not change.is_quiet
        ]
        at += 60_000
    assert shouted == [Turn.DOWN, Turn.DOWN, Turn.DOWN, Turn.FLAPPING]
    now, changes = play(*[("hub", BAD)] * 70, standing=now, at=at, step=10_000)
    assert turns(changes) == [Turn.STEADY, Turn.DOWN]  # it is simply down now, and that is told
    now, changes = play(*[("hub", OK)] * 200, standing=now, at=at + 700_000, step=10_000)
    assert turns(changes) == [Turn.RECOVERED]


def test_a_clock_that_is_set_moves_every_moment_along() -> None:
    now, _ = play(("hub", OK), ("hub", BAD))
    later = machine.shifted(now, 86_400_000)
    assert machine.silent(POLICY, later, 10_000 + 86_400_000)[1] == ()
    assert later.began_ms == now.began_ms + 86_400_000
    assert machine.shifted(later, -86_400_000) == now


LOOKS = st.lists(
    st.tuples(st.sampled_from(["hub", "lyon", "osaka"]), st.sampled_from(list(Outcome)), st.integers(0, 200_000)),
    max_size=80,
)


@settings(max_examples=200)
@given(LOOKS)
def test_whatever_comes_a_shout_has_four_failed_looks_behind_it(said: list[tuple[str, Outcome, int]]) -> None:
    now, at, failed = Standing(), 0, 0
    for place, outcome, pause in said:
        at += pause
        before = now.believed
        now, changes = machine.take(POLICY, now, Look(place, at, outcome))
        failed = failed + 1 if outcome is BAD else failed
        for change in changes:
            assert change.began_ms <= change.at_ms == at
            if change.turn is Turn.DOWN:
                assert outcome is BAD
                assert failed >= 4
            if change.turn is Turn.RECOVERED:
                assert before is State.DOWN
                failed = 0
        assert set(now.voices) <= {"hub", "lyon", "osaka"}
        assert len(now.downs) <= POLICY.flap_downs


@settings(max_examples=200)
@given(LOOKS)
def test_down_and_recovered_alternate(said: list[tuple[str, Outcome, int]]) -> None:
    now, at, is_down = Standing(), 0, False
    for place, outcome, pause in said:
        at += pause
        now, changes = machine.take(POLICY, now, Look(place, at, outcome))
        for change in changes:
            if change.turn is Turn.DOWN:
                assert not is_down or now.downs == (change.began_ms,) or now.believed is State.DOWN
                is_down = True
            if change.turn is Turn.RECOVERED:
                assert is_down
                is_down = False
        assert is_down == (now.believed is State.DOWN)


@given(LOOKS, st.sampled_from([Mode.MAINTENANCE, Mode.PAUSED]))
def test_nobody_is_woken_by_what_a_person_announced(said: list[tuple[str, Outcome, int]], mode: Mode) -> None:
    now, at = machine.set_mode(Standing(), mode, 0), 0
    for place, outcome, pause in said:
        at += pause
        now, changes = machine.take(POLICY, now, Look(place, at, outcome))
        assert all(change.is_quiet for change in changes if change.turn in (Turn.DOWN, Turn.FLAPPING))
