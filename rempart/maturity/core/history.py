"""What is written of a site over time: each change with its reason, and no fall before a second look.

A pure fold. The raw level (level.py) drops the moment evidence is too old; the written one falls only when something
was seen against a control, or when the look that was due did not come within its grace.
"""

from collections.abc import Iterable, Mapping

import msgspec

from rempart.maturity.core.control import Control
from rempart.maturity.core.level import Cause, Fallen, Past, stand
from rempart.maturity.core.verdict import Verdict
from rempart.terms.duration import HOUR_S, MINUTE_S, WEEK_S
from rempart.terms.level import Dimension
from rempart.terms.state import PASSING, State

JITTER_S = 15 * MINUTE_S  # a schedule may slip this far without anything being wrong
LEAST_GRACE_S, MOST_GRACE_S = HOUR_S, WEEK_S
BEAT_MS = 30 * MINUTE_S * 1000  # sites are judged at least this often; a gap of two beats was our own downtime


def time_to_live_s(every_s: int) -> int:
    """How long evidence lasts that is gathered on a schedule: one lost look must not show."""
    return 2 * every_s + JITTER_S


def grace_ms(control: Control) -> int:
    """How long a due look may take before a fall is written: about one more turn of its schedule."""
    shortest = min((need.max_age_s for need in control.needs), default=control.document_max_age_s)
    return (min(MOST_GRACE_S, max(LEAST_GRACE_S, shortest // 2)) + JITTER_S) * 1000


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the history of a control. `because` is a code history.* of core/sayings.py."""

    at_ms: int
    control: str
    before: State | None
    after: State
    because: str
    say: str
    values: Mapping[str, int | str] = msgspec.field(default_factory=dict)


class LevelChange(msgspec.Struct, frozen=True, kw_only=True):
    """The written level of the wall or the watch moved; `cause` only on a fall."""

    at_ms: int
    dimension: Dimension
    before: int
    after: int
    cause: Cause | None = None


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One message for one cause, however many controls it touched."""

    at_ms: int
    cause: str
    controls: tuple[str, ...]


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """What the fold remembers of a site; plain values, so that it can be kept as JSON.

    `due` tells since when a control waits for a second look; `reached` since when each level stands;
    `told` are controls whose fall was told and which have not risen since.
    """

    at_ms: int = 0
    written: dict[str, State] = msgspec.field(default_factory=dict)
    due: dict[str, int] = msgspec.field(default_factory=dict)
    reached: dict[str, dict[int, int]] = msgspec.field(default_factory=dict)
    last: dict[str, Fallen] = msgspec.field(default_factory=dict)
    lost: dict[str, Cause] = msgspec.field(default_factory=dict)
    told: tuple[str, ...] = ()

    def proven(self, dimension: Dimension) -> int:
        """The written level."""
        return max(self.reached.get(dimension.value, {}), default=0)

    def past(self) -> dict[Dimension, Past]:
        """What assess() takes as `history`."""
        return {
            dimension: Past(
                proven=self.proven(dimension),
                since_ms=self.reached.get(dimension.value, {}).get(self.proven(dimension)),
                last=self.last.get(dimension.value),
                lost_because=self.lost.get(dimension.value),
            )
            for dimension in Dimension
        }


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """What one judging adds. `due` are the controls to look at again now; `ours` is our own downtime, if any."""

    memory: Memory
    changes: tuple[Change, ...]
    levels: tuple[LevelChange, ...]
    notices: tuple[Notice, ...]
    due: tuple[str, ...]
    ours: tuple[int, int] | None = None

    def is_grey(self, dimension: Dimension, proven_now: int) -> bool:
        """The written level cannot be confirmed at this moment: the badge keeps it, in grey."""
        return proven_now < self.memory.proven(dimension)


def advance(
    memory: Memory, controls: Iterable[Control], verdicts: Mapping[str, Verdict], *, now_ms: int, beat_ms: int = BEAT_MS
) -> Turn:
    """Fold one judging of a site. Judging the same verdicts again at the same moment adds nothing."""
    units = sorted(controls, key=lambda c: c.id)
    ours = (memory.at_ms, now_ms) if memory.at_ms and now_ms - memory.at_ms > 2 * beat_ms else None
    written, due, changes = dict(memory.written), dict(memory.due), []
    for control in units:
        verdict = verdicts.get(control.id)
        if verdict is None:
            continue
        before = written.get(control.id)
        if _waits(before, verdict):
            since = now_ms if ours is not None else due.get(control.id, now_ms)
            due[control.id] = since
            if now_ms - since < grace_ms(control):
                continue
        else:
            due.pop(control.id, None)
        if before is not verdict.state:
            written[control.id] = verdict.state
            if before is None and verdict.state is State.UNKNOWN:
                continue  # nobody had looked, nobody has: no line in the history
            changes.append(_change(control, before, verdict, now_ms))
    levels, reached, last, lost = _levels(memory, units, written, verdicts, now_ms)
    notices, told = _notices(memory.told, changes, verdicts, written, now_ms)
    kept = Memory(at_ms=now_ms, written=written, due=due, reached=reached, last=last, lost=lost, told=told)
    return Turn(memory=kept, changes=tuple(changes), levels=levels, notices=notices, due=tuple(sorted(due)), ours=ours)


def _waits(before: State | None, verdict: Verdict) -> bool:
    """A control that passed, against which nothing was seen: old, void, or the look failed."""
    return before in PASSING and not verdict.passes and not verdict.refutes


def _change(control: Control, before: State | None, verdict: Verdict, now_ms: int) -> Change:
    because = "history.changed"
    if before is None:
        because = "history.first_seen"
    elif verdict.state is State.STALE:
        because = "history.aged"
    elif verdict.say == "generic.void":
        because = "history.voided"
    return Change(
        at_ms=now_ms,
        control=control.id,
        before=before,
        after=verdict.state,
        because=because,
        say=verdict.say,
        values=verdict.values,
    )


def _levels(
    memory: Memory, units: list[Control], written: Mapping[str, State], verdicts: Mapping[str, Verdict], now_ms: int
) -> tuple[tuple[LevelChange, ...], dict[str, dict[int, int]], dict[str, Fallen], dict[str, Cause]]:
    """The level of the written states, through the same function as the raw one."""
    held = {name: Verdict(control=name, state=state, say="") for name, state in written.items()}
    moves: list[LevelChange] = []
    reached = {name: dict(levels) for name, levels in memory.reached.items()}
    last, lost = dict(memory.last), dict(memory.lost)
    for dimension in Dimension:
        name, before = dimension.value, memory.proven(dimension)
        standing = stand(dimension, units, held)
        after = int(standing.proven)
        if after == before:
            continue
        cause = None
        if after < before:
            broken = next(c for c in standing.blocking if c in verdicts)
            cause = Cause(broken, verdicts[broken].state, verdicts[broken].say, verdicts[broken].values)
            last[name], lost[name] = Fallen(before, now_ms), cause
        elif name in last and after >= last[name].level:
            del last[name], lost[name]
        old = reached.get(name, {})
        reached[name] = {level: old.get(level, now_ms) for level in range(1, after + 1)}
        moves.append(LevelChange(at_ms=now_ms, dimension=dimension, before=before, after=after, cause=cause))
    return tuple(moves), reached, last, lost


def _notices(
    told: tuple[str, ...],
    changes: Iterable[Change],
    verdicts: Mapping[str, Verdict],
    written: Mapping[str, State],
    now_ms: int,
) -> tuple[tuple[Notice, ...], tuple[str, ...]]:
    """Falls of one moment that share a source, or a reason, are one message; none twice until it has risen."""
    open_ = {name for name in told if written.get(name) not in PASSING}
    causes: dict[str, list[str]] = {}
    for change in changes:
        if change.before in PASSING and change.after not in PASSING and change.control not in open_:
            cause = verdicts[change.control].source or change.because
            causes.setdefault(cause, []).append(change.control)
    fresh = {name for names in causes.values() for name in names}
    notices = tuple(
        Notice(at_ms=now_ms, cause=cause, controls=tuple(sorted(names))) for cause, names in sorted(causes.items())
    )
    return notices, tuple(sorted(open_ | fresh))
