"""What the worker does for contests: makes the sites, begins, carries out remedies, ends; nothing of one is left over."""

import contextlib
import logging
from pathlib import Path

from django.db import close_old_connections

from rempart.channel.ranges import Fresh, RangeSite
from rempart.channel.source import Trouble
from rempart.contest.actions import live
from rempart.contest.actions.play import admit
from rempart.contest.core.flag import flag_of
from rempart.contest.core.remedy import Kind
from rempart.contest.core.states import LIVE, Done, Stage
from rempart.contest.net import ground
from rempart.contest.store.models import Camp, Contest, Found, Guarded, Remedy, Word
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.closures import is_closed
from rempart.events import contest as events
from rempart.terms.scope import Subject

PATIENCE_MS = 30 * 60_000  # that a called contest may take to stand
log = logging.getLogger("rempart.contest")


def work() -> bool:
    """One piece; True when more waits."""
    if not live.is_ours():
        return False
    running = list(Contest.objects.filter(stage__in=LIVE).select_related("organisation").order_by("pk"))
    held = {one.uid for one in running if not is_closed(one.organisation)}
    _sweep(held)
    waits = [_step(one, now_ms()) for one in running if one.uid in held]  # each has its turn
    return any(waits)


def _step(contest: Contest, moment: int) -> bool:
    if contest.is_end_asked or (contest.ends_ms is not None and moment >= contest.ends_ms):
        finish(contest, Stage.ENDED if contest.begun_ms else Stage.CANCELLED)
        return False
    if contest.begun_ms is None and moment - contest.asked_ms > PATIENCE_MS:
        finish(contest, Stage.FAILED, "late")
        return False
    for side in contest.camp_set.order_by("pk"):
        site = live.LIVE.get(side.uid)
        if site is not None and not site.is_alive:  # it took too much, or died
            live.LIVE.pop(side.uid).stop()
            site = None
        if site is None:
            return _raise(contest, side)
    if contest.begun_ms is None:
        _begin(contest)
    return _remedy(contest)


def _raise(contest: Contest, side: Camp) -> bool:
    """One side's site, made or served again."""
    found, folder = live.ranges(), live.folder() / contest.uid / side.uid
    try:
        if found is None:
            raise Trouble("no_isolation", "nothing here makes sites")
        live.make_key(contest.uid)
        password = live.password_of(contest.uid, side.uid)
        fresh = Fresh(live.TITLE, live.PERSON, password, lambda word: _admitted(side.uid, word))
        if not (folder / live.PLANTED).exists():
            found.delete(folder)  # half of one, left by a kill: weaknesses that lie there in part cannot be laid again
        site = found.serve(side.uid, folder, fresh)
        try:
            if not (folder / live.PLANTED).exists():
                _plant(contest, side, site, folder)
        except Trouble:
            site.close()
            raise
    except (Trouble, live.NoKey, OSError) as failed:
        code = failed.code if isinstance(failed, Trouble) else "broken"
        log.warning("contest %s: %s", contest.uid, failed)
        if contest.begun_ms is None:
            finish(contest, Stage.FAILED, code)
        return False
    live.LIVE[side.uid] = site
    seen = ground.look(site, _switches()) or {}
    Camp.objects.filter(pk=side.pk).update(address=site.url, ground=seen)
    return True


def _plant(contest: Contest, side: Camp, site: RangeSite, folder: Path) -> None:
    key, units = live.key_of(contest.uid), live.weaknesses()
    ground.plant(site, {one: units[one].plant(flag_of(key, side.uid, one)) for one in contest.weaknesses})
    (folder / live.PLANTED).touch()


def _switches() -> tuple[str, ...]:
    return tuple(name for name, one in live.weaknesses().items() if one.switch is not None)


def _admitted(side: str, word: str) -> bool:
    """In a thread of the gate, whose connection to the database ends with it."""
    try:
        return admit(side, word)
    finally:
        close_old_connections()


def _begin(contest: Contest) -> None:
    moment = now_ms()
    with system_action(contest.organisation) as record:
        mine = Contest.objects.filter(pk=contest.pk, stage=Stage.WAITING)
        mine.update(stage=Stage.RUNNING, begun_ms=moment, ends_ms=moment + contest.minutes * 60_000, marked_ms=moment)
        body = {"sides": contest.camp_set.count(), "weaknesses": len(contest.weaknesses)}
        record.event(events.BEGUN, Subject("contest", contest.uid), body)


def _remedy(contest: Contest) -> bool:
    """The oldest that waits."""
    row = Remedy.objects.filter(side__contest=contest, stage=Done.WAITING).select_related("side").order_by("pk").first()
    site = live.LIVE.get(row.side.uid) if row is not None else None
    if row is None or site is None:
        return False
    if row.kind == Kind.START_OVER:
        # The mark first: a site that was deleted in part could never be served again.
        (live.folder() / contest.uid / row.side.uid / live.PLANTED).unlink(missing_ok=True)
        live.LIVE.pop(row.side.uid).close()  # made anew at the next step
        is_done = True
    else:
        is_done = ground.carry_out(site, Kind(row.kind), row.target)
        if (seen := ground.look(site, _switches())) is not None:
            Camp.objects.filter(pk=row.side.pk).update(ground=seen)
    Remedy.objects.filter(pk=row.pk).update(stage=Done.DONE if is_done else Done.FAILED)
    return True


def finish(contest: Contest, stage: Stage, trouble: str = "") -> None:
    """Programs, folders, keys, members and ways in are gone; what each side reached stays."""
    clear(contest.uid)
    sides = Camp.objects.filter(contest=contest)
    with system_action(contest.organisation) as record:
        moment = min(now_ms(), contest.ends_ms or now_ms())  # whoever ends it may have been dead for hours
        if Contest.objects.filter(pk=contest.pk, stage__in=LIVE).update(stage=stage, trouble=trouble, ends_ms=moment):
            subject = Subject("contest", contest.uid)
            if stage is Stage.ENDED:
                found = Found.objects.filter(contest=contest).count()
                closed = Guarded.objects.filter(side__contest=contest, is_closed=True).count()
                minutes = (moment - (contest.begun_ms or moment)) // 60_000
                record.event(events.ENDED, subject, {"minutes": minutes, "found": found, "closed": closed})
            elif stage is Stage.CANCELLED:
                record.event(events.CANCELLED, subject, {})
            else:
                record.event(events.FAILED, subject, {"trouble": trouble})
        else:
            record.event(events.END_ASKED, Subject("contest", contest.uid), {"late": True})
        sides.update(members=[], address="", ground={})
        Word.objects.filter(side__contest=contest).delete()
        Remedy.objects.filter(side__contest=contest, stage=Done.WAITING).update(stage=Done.FAILED)


def clear(contest: str) -> None:
    """Of one contest, or of one whose rows are gone: nothing of it on this machine."""
    here, found = live.folder() / contest, live.ranges()
    for entry in list(here.iterdir()) if here.is_dir() else ():
        if (site := live.LIVE.pop(entry.name, None)) is not None:
            site.stop()
    if found is not None and here.exists():
        with contextlib.suppress(Trouble):  # the next sweep takes what is left
            found.delete(here)


def _sweep(held: set[str]) -> None:
    """What belongs to no contest that runs: of a killed process, of an organisation that was closed or deleted."""
    for entry in live.folder().iterdir():
        if entry.is_dir() and entry.name not in held and not _is_called(entry.name):
            clear(entry.name)


def _is_called(contest: str) -> bool:
    """Looked at again: it may have been called while we looked."""
    row = Contest.objects.filter(uid=contest, stage__in=LIVE).select_related("organisation").first()
    return row is not None and not is_closed(row.organisation)
