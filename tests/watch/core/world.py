"""A simulated site, its network and its probers, in seconds that cost nothing: what the real prober would send."""

import heapq
import random
from collections.abc import Callable, Iterator

from rempart.watch.core.outcome import Look, Outcome
from rempart.watch.core.pace import Streak, is_urgent, pause_s, timeout_s
from rempart.watch.core.policy import Policy

ANSWER_S = 0.2

Fails = Callable[[float, random.Random], bool]


def lost_without_repeat(share: float) -> Fails:
    """Each look stands or falls with one packet that nobody sends again: harsher than TCP ever is."""
    return lambda at, dice: dice.random() < share


def lost_in_tcp(share: float, packets: int = 12, repeats: int = 3) -> Fails:
    """Every packet of an exchange is sent again twice before the look gives up; either direction may lose it."""
    way = 1 - (1 - share) ** 2
    return lambda at, dice: any(all(dice.random() < way for _ in range(repeats)) for _ in range(packets))


def lost_in_bursts(share: float, burst_s: float) -> Fails:
    """Losses that stick together: the line is dead for a while, and on average as often as `share` says."""
    dark: list[tuple[float, float]] = [(0.0, 0.0)]

    def fails(at: float, dice: random.Random) -> bool:
        while dark[-1][1] < at:
            begin = dark[-1][1] + dice.expovariate(share / burst_s)
            dark.append((begin, begin + dice.expovariate(1 / burst_s)))
        return any(begin <= at < end for begin, end in dark[-3:])

    return fails


def looks(
    policy: Policy,
    places: dict[str, Fails],
    until_s: float,
    seed: int,
    down: tuple[float, float] = (-1.0, -1.0),
) -> Iterator[Look]:
    """Every look of every place, in the order in which they end. While down the site swallows packets."""
    dice = random.Random(seed)
    waiting = [(dice.random() * policy.interval_s, name, Streak()) for name in sorted(places)]
    done: list[tuple[float, str, Look]] = []
    heapq.heapify(waiting)
    while waiting:
        begin, name, streak = heapq.heappop(waiting)
        while done and done[0][0] <= begin:
            yield heapq.heappop(done)[2]
        if begin > until_s:
            break
        is_bad = down[0] <= begin < down[1] or places[name](begin, dice)
        end = begin + (timeout_s(policy, streak) if is_bad else ANSWER_S)
        outcome = Outcome.BAD if is_bad else Outcome.OK
        heapq.heappush(done, (end, name, Look(name, round(end * 1_000), outcome, reason="timeout" if is_bad else "")))
        after = streak.after(outcome)
        heapq.heappush(waiting, ((end if is_urgent(policy, after) else begin) + pause_s(policy, after), name, after))
    while done:
        yield heapq.heappop(done)[2]
