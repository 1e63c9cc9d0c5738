"""What probers saw becomes standing, bins, incidents and events; looks, rows and cursor move in one transaction."""

from collections.abc import Sequence

import msgspec

from rempart.watch.actions.blind import Sight
from rempart.watch.actions.note_change import note_changes
from rempart.watch.core import machine
from rempart.watch.core.account import between
from rempart.watch.core.kind import Kind
from rempart.watch.core.outcome import Look
from rempart.watch.core.policy import Policy
from rempart.watch.core.standing import Change, Mode, Standing, State, Turn
from rempart.watch.store import wanted
from rempart.watch.store.bins import Sheaf
from rempart.watch.store.models import Monitor
from rempart.watch.store.windows import Spans, is_planned, planned


def standing_of(row: Monitor) -> Standing:
    """As the machine left it."""
    return msgspec.convert(row.standing, Standing) if row.standing else Standing()


def take_looks(row: Monitor, kind: Kind, seen: Sequence[Look], sight: Sight | None = None) -> None:
    """All looks at one monitor of one pass, in order, in the caller's transaction."""
    if row.is_paused or not row.is_on:
        return
    policy, standing, sheaf = kind.policy(row.every_s), standing_of(row), Sheaf(row)
    changes: list[Change] = []
    looks = sorted(seen, key=lambda look: look.at_ms)
    spans = planned(row, looks[0].at_ms)
    for look in looks:
        account(row, sheaf, policy, standing, look.at_ms)
        look = sight.judge(look) if sight else look
        standing, more = machine.take(policy, in_mode(spans, standing, look.at_ms), look)
        if sight and any(sight.doubts(row, change) for change in more):
            standing, more = machine.blinded(standing, look.at_ms), ()
        sheaf.look(look.vantage, look.at_ms, look.outcome, look.took_ms, is_measured=kind.is_measured)
        take_back(sheaf, more)
        changes += more
        row.last_outcome, row.last_reason, row.last_detail = look.outcome.value, look.reason, look.detail[:200]
        row.last_took_ms = look.took_ms
    sheaf.write()
    keep(row, kind, standing)
    note_changes(row, standing, changes)
    if standing.believed is State.SUSPECTED and any(change.turn is Turn.SUSPECTED for change in changes):
        others = sight.ask_others(row, standing.began_ms) if sight else {}
        own = {row.uid: standing.began_ms} if wanted.probes(row.organisation_id) else {}
        if own or others:
            wanted.ask({**others, **own})


def in_mode(spans: Spans, standing: Standing, at_ms: int) -> Standing:
    """Announced work begins and ends by the clock, whoever looks."""
    mode = Mode.MAINTENANCE if is_planned(spans, at_ms) else Mode.WATCHED
    return machine.set_mode(standing, mode, at_ms)


def account(row: Monitor, sheaf: Sheaf, policy: Policy, standing: Standing, until_ms: int) -> None:
    """The time since the last look goes to the state of then."""
    if row.accounted_ms:
        sheaf.time(between(row.accounted_ms, until_ms, standing.state, policy.silent_after_ms))
    row.accounted_ms = max(row.accounted_ms, until_ms)


def take_back(sheaf: Sheaf, changes: Sequence[Change]) -> None:
    """Time that was suspected and counted as up turned out to be an outage."""
    for change in changes:
        if change.turn is Turn.DOWN and change.how is not None:
            patience = change.at_ms - change.began_ms
            sheaf.time(between(change.began_ms, change.at_ms, State.UP, patience), -1)
            sheaf.time(between(change.began_ms, change.at_ms, State.DOWN, patience))


def keep(row: Monitor, kind: Kind, standing: Standing) -> None:
    """The row as it stands now. Whose silence is what fails is never silent in that sense."""
    row.standing, row.state = msgspec.to_builtins(standing), standing.state.value
    row.since_ms, row.looked_ms = standing.since_ms, standing.looked_ms
    is_seen = standing.believed is not State.UNKNOWN and kind.look is not None
    row.quiet_at_ms = standing.looked_ms + kind.policy(row.every_s).silent_after_ms if is_seen else 0
    row.save(
        update_fields=[
            "standing", "state", "since_ms", "looked_ms", "quiet_at_ms", "accounted_ms",
            "last_outcome", "last_reason", "last_detail", "last_took_ms",
        ]
    )  # fmt: skip
