"""A week at 20 seconds with 1 % lost packets shouts never; an outage is confirmed within 60 seconds."""

from collections.abc import Callable, Iterable

import pytest

from rempart.watch.core import machine
from rempart.watch.core.outcome import Look
from rempart.watch.core.policy import Policy
from rempart.watch.core.standing import Change, How, Standing, State, Turn
from tests.watch.core.world import Fails, looks, lost_in_bursts, lost_in_tcp, lost_without_repeat

WEEK_S = 7 * 86_400.0
TWENTY = Policy(interval_s=20)


def play(policy: Policy, said: Iterable[Look]) -> tuple[Standing, list[Change]]:
    standing = Standing()
    changes: list[Change] = []
    for look in said:
        standing, more = machine.take(policy, standing, look)
        changes += more
    return standing, changes


def shouts(changes: list[Change]) -> list[Change]:
    return [change for change in changes if change.turn in (Turn.DOWN, Turn.FLAPPING) and not change.is_quiet]


LOSSES: dict[str, Callable[[], Fails]] = {
    "every look hangs on one packet": lambda: lost_without_repeat(0.01),
    "tcp": lambda: lost_in_tcp(0.01),
    "bursts of half a second": lambda: lost_in_bursts(0.01, 0.5),
}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("places", [("hub",), ("hub", "lyon")])
def test_a_week_with_one_percent_loss_shouts_never(loss: str, places: tuple[str, ...]) -> None:
    standing, changes = play(TWENTY, looks(TWENTY, {name: LOSSES[loss]() for name in places}, WEEK_S, seed=4))
    assert shouts(changes) == []
    assert standing.believed is State.UP
    if loss != "tcp":
        assert sum(change.turn is Turn.SUSPECTED for change in changes) > 100  # it was looked at hard enough


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("places", [("hub",), ("hub", "lyon"), ("hub", "lyon", "osaka")])
def test_an_outage_is_confirmed_within_a_minute_and_its_end_seen(places: tuple[str, ...], seed: int) -> None:
    began = 600.0
    lossy = {name: lost_without_repeat(0.01) for name in places}
    standing, changes = play(TWENTY, looks(TWENTY, lossy, 1_800.0, seed, down=(began, 1_200.0)))
    (down,) = [change for change in changes if change.turn is Turn.DOWN]
    assert began * 1_000 < down.at_ms <= (began + 60) * 1_000
    assert began * 1_000 <= down.began_ms + 10_500  # the first failed look had begun at most its own time before
    assert (down.how is How.SECOND_TRY) >= (len(places) == 1)
    (back,) = [change for change in changes if change.turn is Turn.RECOVERED]
    assert 1_200_000 < back.at_ms <= 1_260_000
    assert standing.believed in (State.UP, State.SUSPECTED)  # the last look may be one that got lost


def test_a_place_that_loses_every_look_alone_is_no_outage() -> None:
    """One prober behind a broken line: the site is reached from elsewhere, and the page says from where not."""
    places = {"hub": lost_without_repeat(0.0), "lyon": lost_without_repeat(1.0)}
    standing, changes = play(TWENTY, looks(TWENTY, places, 3_600.0, seed=1))
    assert shouts(changes) == []
    assert (standing.believed, standing.reason) == (State.DEGRADED, machine.FROM_SOME_PLACES)
    assert sum(change.turn is Turn.DEGRADED for change in changes) == 1
