"""Holds one drill: newest snapshot, copy, checks, trials of other areas, the clock; then everything is thrown away."""

import time
from collections.abc import Callable
from typing import Any

from rempart.channel.copies import Trial
from rempart.channel.snapshots import newest_of
from rempart.channel.source import Stopped, Trouble
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.closures import is_closed
from rempart.events import staging as events
from rempart.registry.discover import across_areas
from rempart.staging.actions import live
from rempart.staging.actions.make_copy import all_snapshots, open_for
from rempart.staging.actions.tell_drill import tell
from rempart.staging.core.drill import BACK, FAILED, PASSED, SKIPPED, Name, Step, failed_step
from rempart.staging.core.stage import DRILL_S, LEASE_MS, MAX_TRIES, UNDER_WAY, Outcome
from rempart.staging.net.opened import OpenCopy
from rempart.staging.net.trying import CHECKS
from rempart.staging.store.models import Drill
from rempart.terms.scope import Subject

EVERY_S = 1.0
NOT_HELD = frozenset({"no_snapshot", "no_isolation", "no_tool", "no_room", "broken"})  # says nothing of the backup


class DrillDesk:
    """The lease of a drill, renewed while something goes on."""

    def __init__(self, drill: Drill, also: Callable[[str, int, int | None], None] | None = None) -> None:
        self._drill, self._lease, self._also = drill, drill.lease_until_ms, also
        self._said, self._ends = 0.0, time.monotonic() + DRILL_S

    def tell(self, step: str, done: int, total: int | None = None) -> None:
        """Raises Stopped when another worker has the drill, Trouble when it takes too long."""
        if self._also is not None:
            self._also(step, done, total)
        if time.monotonic() > self._ends:
            raise Trouble("silent", "the drill takes too long")
        if time.monotonic() - self._said >= EVERY_S:
            self.renew()

    def renew(self) -> None:
        """Longer by a minute. Raises Stopped."""
        until, self._said = now_ms() + LEASE_MS, time.monotonic()
        mine = Drill.objects.filter(pk=self._drill.pk, lease_until_ms=self._lease, outcome=Outcome.RUNNING)
        if mine.update(lease_until_ms=until) != 1:
            raise Stopped("another worker has it")
        self._lease = self._drill.lease_until_ms = until

    def pace(self, count: int) -> None:
        """No limit of its own."""


def hold_one() -> bool:
    """One that waits, or whose worker is gone; True when there was one."""
    drill = claim()
    if drill is None:
        return False
    hold(drill)
    return True


def claim(uid: str | None = None) -> Drill | None:
    """Two never get the same."""
    moment = now_ms()
    due = Drill.objects.filter(outcome__in=UNDER_WAY, lease_until_ms__lte=moment)
    due = due.filter(uid=uid) if uid is not None else due
    for row in due.select_related("site", "organisation").order_by("pk")[:10]:
        if is_closed(row.organisation):
            continue  # nothing is written there; it waits with the rest
        mine = Drill.objects.filter(pk=row.pk, outcome=row.outcome, lease_until_ms=row.lease_until_ms)
        lease = {"outcome": Outcome.RUNNING, "lease_until_ms": moment + LEASE_MS, "tries": row.tries + 1}
        if mine.update(**lease, began_at_ms=moment, steps=[]) == 1:
            row.refresh_from_db()
            return row
    return None


def hold(drill: Drill, also: Callable[[str, int, int | None], None] | None = None) -> Drill:
    """Until it is over; the row says how. A killed one begins again, and is given up after three times."""
    desk = DrillDesk(drill, also)
    try:
        if drill.tries > MAX_TRIES:
            _end(drill, Outcome.GIVEN_UP, Trouble("gave_up", f"it was begun {MAX_TRIES} times and never ended"))
            return drill
        _begin(drill)
        _held(drill, desk)
    except Stopped:
        pass  # another worker has it: that one says how it ended
    except Trouble as trouble:
        _note(drill, Step(Name.RESTORE, FAILED, code=trouble.code))
        _end(drill, Outcome.NOT_HELD if trouble.code in NOT_HELD else Outcome.FAILED, trouble)
    drill.refresh_from_db()
    return drill


def _begin(drill: Drill) -> None:
    kept = all_snapshots()
    moment = newest_of(kept, drill.site.uid)
    if moment is None:
        raise Trouble("no_snapshot", "the vault has no snapshot of this site")
    wanted = kept[moment.kept_by].targets(drill.site.uid)
    with system_action(drill.organisation) as record:
        drill.taken_at_ms, drill.target_rto_s, drill.target_rpo_s = moment.taken_at_ms, wanted.rto_s, wanted.rpo_s
        drill.rpo_s = max(0, (drill.began_at_ms or now_ms()) - moment.taken_at_ms) // 1_000
        drill.save(update_fields=["taken_at_ms", "target_rto_s", "target_rpo_s", "rpo_s"])
        record.event(events.DRILL_BEGUN, Subject("site", drill.site.uid), {"drill": drill.uid, "attempt": drill.tries})


def _held(drill: Drill, desk: DrillDesk) -> None:
    began = time.monotonic()
    made = open_for(drill.site.uid, "", "drill", desk)
    copy = live.LIVE[made.uid]
    drill.restored_s = max(1, round(time.monotonic() - began))
    folder = copy.box.folder
    try:
        masked = _masked(copy)
        _note(drill, Step(Name.RESTORE, PASSED, time.monotonic() - began, numbers=masked))
        for check in CHECKS:
            desk.renew()
            step = _timed(lambda check=check: check(copy), Name(check.__name__))  # type: ignore[misc]
            _note(drill, step)
            if step.name in BACK and not failed_step(drill.steps):
                drill.rto_s = max(1, round(time.monotonic() - began))
            if step.name == Name.BOOT and step.state == FAILED:
                break
        else:
            _trials(drill, copy, desk)
    finally:
        ended = time.monotonic()
        copy.close()
        is_gone = not folder.exists()
    _note(drill, Step(Name.DESTROY, PASSED if is_gone else FAILED, time.monotonic() - ended))
    bad = failed_step(drill.steps)
    if any(name in BACK for name in [bad]):
        drill.rto_s = None
    _end(drill, Outcome.FAILED if bad else Outcome.PASSED, None)


def _masked(copy: OpenCopy) -> dict[str, int]:
    from rempart.staging.store.models import SiteCopy

    row = SiteCopy.objects.get(uid=copy.uid)
    return {name: int(value) for name, value in row.masked.items()} | copy.counted


def _timed(does: Callable[[], Step], name: Name) -> Step:
    """A check that cannot be done has failed."""
    began = time.monotonic()
    try:
        step = does()
    except Trouble as trouble:
        step = Step(name, FAILED, code=trouble.code)
    return Step(step.name, step.state, time.monotonic() - began, step.code, step.numbers, step.said)


def _trials(drill: Drill, copy: OpenCopy, desk: DrillDesk) -> None:
    """What other areas try on the copy; where none offers it, that is said."""
    units = across_areas("rempart", "trials", Trial)
    for name in (Name.UPDATES, Name.ATTACK):
        mine = [unit for unit in units.values() if unit.step == name]
        if not mine:
            _note(drill, Step(name, SKIPPED, code="nobody_offers"))
        for unit in mine:
            desk.renew()
            _note(drill, _timed(lambda unit=unit, name=name: _tried(unit, name, copy, desk), name))  # type: ignore[misc]


def _tried(unit: Trial, name: Name, copy: OpenCopy, desk: DrillDesk) -> Step:
    tried = unit.run(copy, desk)
    return Step(name, tried.outcome, code=tried.code, numbers=tried.numbers, said=unit.id)


def _note(drill: Drill, step: Step) -> None:
    """Each step is an event."""
    with system_action(drill.organisation) as record:
        drill.steps = [*drill.steps, step.stored()]
        Drill.objects.filter(pk=drill.pk).update(steps=drill.steps)
        body: dict[str, Any] = {
            "drill": drill.uid, "step": str(step.name), "state": str(step.state), "seconds": round(step.seconds),
            "code": step.code, **{f"n_{name}": value for name, value in step.numbers.items()},
        }  # fmt: skip
        record.event(events.STEP_DONE, Subject("site", drill.site.uid), body)


def _end(drill: Drill, outcome: Outcome, trouble: Trouble | None) -> None:
    code, detail = (trouble.code[:40], trouble.detail[:300]) if trouble else ("", "")
    bad = failed_step(drill.steps)
    if outcome == Outcome.FAILED and not code:
        code = next((str(one["code"]) for one in drill.steps if one["name"] == bad), "")
    fields = {
        "outcome": outcome, "ended_at_ms": now_ms(), "lease_until_ms": 0, "trouble": code, "detail": detail,
        "rto_s": drill.rto_s if outcome != Outcome.FAILED or bad not in BACK else None, "restored_s": drill.restored_s,
    }  # fmt: skip
    kind = events.DRILL_NOT_HELD
    body: dict[str, str | int] = {"drill": drill.uid, "trouble": code}
    if outcome == Outcome.PASSED:
        kind, body = events.DRILL_PASSED, {"drill": drill.uid, "rto_s": drill.rto_s or 0, "rpo_s": drill.rpo_s or 0}
    elif outcome == Outcome.FAILED:
        kind, body = events.DRILL_FAILED, {"drill": drill.uid, "step": bad, "trouble": code}
    with system_action(drill.organisation) as record:
        if Drill.objects.filter(pk=drill.pk, outcome=Outcome.RUNNING).update(**fields) != 1:
            raise Stopped("another worker has it")
        record.event(kind, Subject("site", drill.site.uid), body)
    drill.refresh_from_db()
    tell(drill)
