"""The fold of history: reasons, grace, our own downtime, one notice per cause, and a simulated quarter."""

import random

import msgspec

from rempart.maturity.core.history import HOUR_S, Memory, advance, grace_ms, time_to_live_s
from rempart.maturity.core.judge import judge
from rempart.maturity.core.level import stand
from rempart.maturity.core.void import Void
from rempart.terms.evidence import EvidenceClass
from rempart.terms.level import Dimension
from rempart.terms.state import State
from tests.maturity.core import made
from tests.maturity.core.made import DAY, HOUR, NOW

MINUTE = 60_000
BEAT = 10 * MINUTE


def run(memory, verdicts, at, stones):
    return advance(memory, stones, {v.control: v for v in verdicts}, now_ms=at)


def test_first_look_and_change_have_reasons():
    stone = made.control()
    first = run(Memory(), [made.verdict("stone")], NOW, [stone])
    assert [(c.before, c.after, c.because) for c in first.changes] == [(None, State.MET, "history.first_seen")]
    assert [(m.before, m.after) for m in first.levels] == [(0, 1)]
    assert first.notices == ()
    fallen = run(first.memory, [made.verdict("stone", State.NOT_MET)], NOW + BEAT, [stone])
    assert fallen.changes[0].because == "history.changed"
    assert fallen.levels[0].cause is not None
    assert fallen.levels[0].cause.control == "stone"
    past = fallen.memory.past()[Dimension.WALL]
    assert (past.proven, past.last.level, past.lost_because.state) == (0, 1, State.NOT_MET)


def test_what_was_seen_against_it_falls_at_once_and_what_grew_old_waits():
    stone = made.control()
    memory = run(Memory(), [made.verdict("stone")], NOW, [stone]).memory
    old = made.verdict("stone", State.STALE)
    waiting = run(memory, [old], NOW + BEAT, [stone])
    assert waiting.changes == ()
    assert waiting.due == ("stone",)
    assert waiting.is_grey(Dimension.WALL, 0)
    at, turn = NOW + BEAT, waiting
    while not turn.changes:
        at += BEAT
        turn = run(turn.memory, [old], at, [stone])
    assert at - (NOW + BEAT) == grace_ms(stone) // BEAT * BEAT + (BEAT if grace_ms(stone) % BEAT else 0)
    assert turn.changes[0].because == "history.aged"
    assert not turn.is_grey(Dimension.WALL, 0)


def test_our_own_downtime_lowers_nothing_for_one_grace():
    stone = made.control()
    memory = run(Memory(), [made.verdict("stone")], NOW, [stone]).memory
    back = run(memory, [made.verdict("stone", State.STALE)], NOW + 3 * DAY, [stone])
    assert back.ours == (NOW, NOW + 3 * DAY)
    assert back.changes == ()
    assert back.memory.proven(Dimension.WALL) == 1


def test_one_notice_for_one_cause():
    stones = [made.control(name) for name in ("a", "b", "c")]
    memory = run(Memory(), [made.verdict(s.id) for s in stones], NOW, stones).memory
    broken = [
        made.verdict("a", State.NOT_MET, source="probe"),
        made.verdict("b", State.NOT_MET, source="probe"),
        made.verdict("c"),
    ]
    turn = run(memory, broken, NOW + BEAT, stones)
    assert [(n.cause, n.controls) for n in turn.notices] == [("probe", ("a", "b"))]
    assert run(turn.memory, broken, NOW + 2 * BEAT, stones).notices == ()


def test_levels_below_keep_their_date():
    stones = [made.control("one"), made.control("two", level=2)]
    memory = run(Memory(), [made.verdict("one"), made.verdict("two", State.NOT_MET)], NOW, stones).memory
    both = run(memory, [made.verdict("one"), made.verdict("two")], NOW + BEAT, stones).memory
    back = run(both, [made.verdict("one"), made.verdict("two", State.NOT_MET)], NOW + 2 * BEAT, stones).memory
    assert both.past()[Dimension.WALL].since_ms == NOW + BEAT
    assert back.past()[Dimension.WALL].since_ms == NOW


def test_memory_survives_as_json():
    stone = made.control()
    memory = run(Memory(), [made.verdict("stone")], NOW, [stone]).memory
    assert msgspec.json.decode(msgspec.json.encode(memory), type=Memory) == memory


LONG_BEAT = 30 * MINUTE  # a quarter in fewer, longer turns


class SiteWeek:
    """A healthy site under a hub that restarts, loses looks and sees updates; every written fall is false."""

    def __init__(self, seed: int, *, lost: float = 0.05) -> None:
        self.chance = random.Random(seed)
        self.lost = lost
        every = 12 * HOUR_S
        self.needs = made.Need(made.Seen, time_to_live_s(every), made.read)
        self.stones = [
            made.control(f"s{n}", needs=(self.needs,), voided_by=("core_updated",) if n < 3 else ()) for n in range(6)
        ]
        self.every = every * 1000
        self.seen: dict[str, list] = {s.id: [] for s in self.stones}
        self.next_look = {s.id: NOW for s in self.stones}
        self.voids: list[Void] = []
        self.down_until = 0
        self.memory = Memory()
        self.falls = 0
        self.raw_falls = 0
        self.raw = 0

    def tick(self, now: int, state: str = "met") -> None:
        if self.chance.random() < 1 / 150:  # a restart, sometimes a long one, every few days
            self.down_until = now + self.chance.choice([5 * MINUTE, 30 * MINUTE, 2 * HOUR, 8 * HOUR, 30 * HOUR])
        if now < self.down_until:
            return
        if self.chance.random() < 1 / 336:  # an update about once a week
            self.voids = [Void(change="core_updated", at_ms=now)]
        for stone in self.stones:
            if now >= self.next_look[stone.id] or stone.id in self.memory.due:
                self.next_look[stone.id] = now + self.every + self.chance.randrange(15) * MINUTE
                if self.chance.random() >= self.lost:
                    fact = made.Seen(state=state, control="")
                    self.seen[stone.id] = [made.observation(fact, now + 1, evidence=EvidenceClass.OBSERVED)]
        verdicts = {s.id: judge(s, self.seen[s.id], now_ms=now + 1, voids=self.voids) for s in self.stones}
        turn = advance(self.memory, self.stones, verdicts, now_ms=now + 1, beat_ms=LONG_BEAT)
        self.memory = turn.memory
        raw = stand(Dimension.WALL, self.stones, verdicts).proven
        self.raw_falls += raw < self.raw
        self.raw = raw
        self.falls += sum(move.after < move.before for move in turn.levels)


def test_a_simulated_quarter_has_next_to_no_false_falls():
    weeks, sites = 13, 8
    falls = raw = 0
    for seed in range(sites):
        site = SiteWeek(seed)
        for at in range(NOW, NOW + weeks * 7 * DAY, LONG_BEAT):
            site.tick(at)
        assert site.memory.proven(Dimension.WALL) == 1
        falls += site.falls
        raw += site.raw_falls
    assert falls <= weeks * sites / 100
    assert raw > weeks * sites / 4  # the restarts and updates did bite: without the grace most weeks would fall


def test_a_real_fall_is_written_within_one_turn_of_the_schedule():
    site = SiteWeek(1, lost=0.0)
    for at in range(NOW, NOW + 7 * DAY, LONG_BEAT):
        site.tick(at)
    before = site.falls
    for at in range(NOW + 7 * DAY, NOW + 9 * DAY, LONG_BEAT):
        site.tick(at, "not_met")
    assert before == 0
    assert site.falls == 1
    assert site.memory.proven(Dimension.WALL) == 0
