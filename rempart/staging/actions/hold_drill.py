"""Holds one drill: newest snapshot, copy, checks, trials of other areas, the clock; then everything is thrown away."""

import time
from collections.abc import Callable
from typing import Any

from rempart.channel.copies import Trial
from rempart.channel.snapshots import newest_of
from rempart.channel.source import Stopped, Trouble
from rempart.directory.actions import lease
from rempart.directory.actions.action import Closed, now_ms, system_action
from rempart.directory.actions.lease import Also, LeasedDesk
from rempart.events import staging as events
from rempart.registry.discover import across_areas
from rempart.staging.actions import live
from rempart.staging.actions.make_copy import all_snapshots, open_for
from rempart.staging.actions.tell_drill import tell
from rempart.staging.core.drill import BACK, FAILED, PASSED, SKIPPED, Name, Step, failed_step
from rempart.staging.core.stage import DRILL_S, LEASE_MS, MAX_TRIES, Outcome
from rempart.staging.net.opened import OpenCopy
from rempart.staging.net.trying import CHECKS
from rempart.staging.store.models import Drill
from rempart.terms.scope import Subject

NOT_HELD = frozenset({"no_snapshot", "no_isolation", "no_tool", "no_room", "broken"})  # says nothing of the backup


class DrillDesk(LeasedDesk):
    """Of a drill, which may not take for ever."""

    def __init__(self, drill: Drill, also: Also | None = None) -> None:
        super().__init__(drill, LEASE_MS, also)
        self._ends = time.monotonic() + DRILL_S

    def tell(self, step: str, done: int, total: int | None = None) -> None:
        """Raises Stopped when another worker has the drill, Trouble when it takes too long."""
        if time.monotonic() > self._ends:
            raise Trouble("silent", "the drill takes too long")
        super().tell(step, done, total)


def hold_one() -> bool:
    """One that waits, or whose worker is gone; True when there was one."""
    drill = claim()
    if drill is None:
        return False
    hold(drill)
    return True


def claim(uid: str | None = None) -> Drill | None:
    """Two never get the same."""
    due = Drill.objects.filter(organisation__closure=None)
    due = due.filter(uid=uid) if uid is not None else due
    anew = {"began_at_ms": now_ms(), "steps": []}
    return lease.claim(due.select_related("site", "organisation"), LEASE_MS, anew=anew)


def hold(drill: Drill, also: Also | None = None) -> Drill:
    """Until it is over; the row says how. A killed one begins again, and is given up after three times."""
    try:
        _through(drill, DrillDesk(drill, also))
    except Stopped:
        pass  # another worker has it, or it was put down: whoever takes it up says how it ended
    except Closed:
        lease.give_back(drill)
    drill.refresh_from_db()
    return drill


def _through(drill: Drill, desk: DrillDesk) -> None:
    try:
        lease.require_patience(drill, MAX_TRIES)
        _begin(drill)
        _persons_part(drill)
        _held(drill, desk)
    except Trouble as trouble:
        if trouble.code == "gave_up":
            _end(drill, Outcome.GIVEN_UP, trouble)
            return
        _note(drill, Step(Name.RESTORE, FAILED, code=trouble.code))
        _end(drill, Outcome.NOT_HELD if trouble.code in NOT_HELD else Outcome.FAILED, trouble)


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


def _persons_part(drill: Drill) -> None:
    """How long a person took: to notice, and to decide. Where nobody was asked, that is said."""
    for name, seconds in ((Name.DETECTION, drill.detection_s), (Name.DECISION, drill.decision_s)):
        is_told = drill.is_alarm and seconds is not None
        step = Step(name, PASSED, seconds or 0) if is_told else Step(name, SKIPPED, code="not_measured")
        _note(drill, step)


def _before_s(drill: Drill) -> float:
    """What had passed since the alarm when the worker began; nothing without one."""
    begun = drill.began_at_ms or 0
    return max(0, begun - drill.alarmed_at_ms) / 1_000 if drill.is_alarm and drill.alarmed_at_ms else 0.0


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
                drill.rto_s = max(1, round(_before_s(drill) + time.monotonic() - began))
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


def end_unheld(drill: Drill, why: str) -> bool:
    """An alarm that nobody answered: nothing was tried, so nothing is said of the backup. False when it went on meanwhile."""
    over = {"outcome": Outcome.NOT_HELD, "ended_at_ms": now_ms(), "trouble": why}
    try:
        with system_action(drill.organisation) as record:
            same = Drill.objects.filter(pk=drill.pk, outcome=Outcome.ALARMED, seen_at_ms=drill.seen_at_ms)
            if same.update(**over) != 1:
                raise Stopped("somebody answered")
            record.event(events.DRILL_NOT_HELD, Subject("site", drill.site.uid), {"drill": drill.uid, "trouble": why})
    except Stopped:
        return False
    return True


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
