"""A tried update laid live: the present kept, the return registered, files exchanged, the site looked at; or all back.

Each step is written down before it begins: whoever takes over after a kill goes on there, or back.
"""

import shutil
import time
from pathlib import Path
from typing import Any

import msgspec

from rempart.channel.reach import Reached
from rempart.channel.source import Copied, Desk, Stopped, Table, Trouble
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.lease import LeasedDesk, require_patience
from rempart.events import updates as events
from rempart.terms.scope import Subject
from rempart.updates.actions import paths
from rempart.updates.actions.versions import is_busy, known_way, way_to
from rempart.updates.core.crawl import Page, worse
from rempart.updates.core.sheet import Sheet, from_json
from rempart.updates.core.stages import ACTED, MAX_TRIES, TRIED_MS, UNDO_MS, Stage, Step, Work
from rempart.updates.net import lay, live
from rempart.updates.net.package import unpack
from rempart.updates.store.models import Habit, Job, Package

SETTLE_S = 3.0  # PHP looks at most that often whether a file has changed (opcache.revalidate_freq is 2)
PAUSE_MS = lay.MAINTENANCE_S * 1_000


class Kept(msgspec.Struct, frozen=True):
    """The database as it was just before: where it lies in the job's folder, and what is in it."""

    engine: str
    place: str
    tables: tuple[Table, ...]
    taken_at_ms: int


def trial_of(package: Package) -> Sheet | None:
    """The newest trial that speaks for the package as it is, however it ended."""
    since = now_ms() - TRIED_MS
    done = Job.objects.filter(package=package, work=Work.TRY, stage=Stage.DONE, ended_at_ms__gte=since)
    job = done.order_by("-pk").first()
    return from_json(job.result.get("sheet")) if job else None


def apply(job: Job, desk: LeasedDesk) -> dict[str, Any]:
    """Until it is live, or the files before are back. Raises Trouble after the return. From the step CLOSE on it goes
    through even where its organisation closes: no site is left half way."""
    way = known_way(job.site)
    root = _root(way)
    sheet = trial_of(job.package)
    try:
        require_patience(job, MAX_TRIES)
        if job.step in ("", Step.BEFORE):
            _before(job, way, root, sheet, desk)
        desk.may_stop = False
        if job.step == Step.CLOSE:
            _keep(job, way, root, desk)
        if job.step == Step.SWAP:
            _exchange(job, way, root, desk)
        if job.step == Step.CHECK:
            _check(job, way, root, desk)
        if job.step == Step.RETURN:
            raise Trouble("broke_live", str(job.memory.get("reason", "")))
    except Stopped:
        raise  # another worker has it, and goes on where we were
    except Trouble as why:
        _back(job, root, why)
        raise
    return _live(job)


def _root(way: Reached) -> Path:
    """Only files on this machine can be exchanged today; a source that is elsewhere says so. Raises Trouble."""
    if way.root is None:
        raise Trouble("not_here", "the files of this site are not on this machine")
    if not (way.root / "wp-includes").is_dir():
        raise Trouble("missing", "no WordPress stands in the folder of the site")
    return way.root


def set_step(job: Job, step: Step, **more: Any) -> None:
    """Written down before the step begins."""
    job.step = step
    for name, value in more.items():
        setattr(job, name, value)
    Job.objects.filter(pk=job.pk).update(step=step, **more)


def _before(job: Job, way: Reached, root: Path, sheet: Sheet | None, desk: LeasedDesk) -> None:
    """Nothing live changes here."""
    if sheet is None or not sheet.is_passed:
        raise Trouble("not_tried", "no trial has passed lately")
    if sheet.looks_other and not job.wanted.get("looked"):
        raise Trouble("not_looked", "pictures changed, and nobody has said that they are as they should be")
    if is_busy(job.site):
        raise Trouble("busy", "a restore of this site is being done")
    set_step(job, Step.BEFORE)
    finish_former(job)
    desk.tell("before", 0)
    who = _visitor(job, way)
    pages = live.pages(who, sheet.pages)
    if not any(page.status == 200 and not page.fault for page in pages):
        raise Trouble("no_answer", "no page of the live site works before the update")
    folder = paths.work(job) / "unpacked"
    shutil.rmtree(folder, ignore_errors=True)
    found = unpack(paths.archive(job.package), folder)
    if found.sha256 != job.package.sha256:
        raise Trouble("poisoned", "the archive is not the one that was tried")
    desk.tell("laying", 0)
    lay.finish(root, job.uid)
    lay.prepare(root, job.uid, folder / found.package.folder, found.parts, found.package.place)
    shutil.rmtree(folder, ignore_errors=True)
    memory = {
        "pages": msgspec.to_builtins(pages), "pause": sheet.needs_pause, "ends": live.log_ends(root),
        "journey": live.journey(who, _steps(job)),
    }  # fmt: skip
    set_step(job, Step.CLOSE, memory=memory)


def _visitor(job: Job, way: Reached) -> Any:
    return live.visitor(job.site.address, allow_private=way.origin.allow_private)


def _steps(job: Job) -> str:
    habit = Habit.objects.filter(site=job.site).first()
    return habit.steps if habit else ""


class _Hurry:
    """A desk that gives up when visitors have waited long enough."""

    def __init__(self, desk: Desk, until_ms: int) -> None:
        self._desk, self._until = desk, until_ms

    def tell(self, step: str, done: int, total: int | None = None) -> None:
        if now_ms() > self._until:
            raise Trouble("too_long", f"the database could not be kept within {lay.MAINTENANCE_S} s")
        self._desk.tell(step, done, total)

    def pace(self, count: int) -> None:
        self._desk.pace(count)


def _keep(job: Job, way: Reached, root: Path, desk: LeasedDesk) -> None:
    """The database as it is; where the update changes tables or settings, while visitors wait. Then the way back."""
    folder = paths.work(job) / "kept"
    until = now_ms() + 10**9
    if job.memory["pause"]:
        closed = int(job.memory.get("closed_at_ms", 0)) or now_ms()
        job.memory["closed_at_ms"] = closed  # a kill in between does not begin a second minute
        set_step(job, Step.CLOSE, memory=job.memory)
        until = closed + PAUSE_MS
        if now_ms() > until:
            raise Trouble("too_long", f"the database could not be kept within {lay.MAINTENANCE_S} s")
        lay.close_for_visitors(root, closed // 1_000)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    kept = keep(way, folder, _Hurry(desk, until))
    _Hurry(desk, until).tell("database", 1, 1)
    desk.renew()
    with system_action(job.organisation, while_closed=True) as record:
        set_step(job, Step.SWAP, memory={**job.memory, "kept": msgspec.to_builtins(kept)})
        body = {"slug": job.package.slug, "job": job.uid, "tables": len(kept.tables)}
        record.event(events.RETURN_REGISTERED, Subject("site", job.site.uid), body)


def keep(way: Reached, folder: Path, desk: Desk) -> Kept:
    """The database of this moment into `folder`. Raises Trouble."""
    copied: Copied = way.source.copy(way.origin, folder, desk)
    return Kept(copied.engine, copied.place, copied.tables, copied.taken_at_ms)


def _exchange(job: Job, way: Reached, root: Path, desk: LeasedDesk) -> None:
    lay.swap(root, job.uid)
    desk.tell("upgrading", 0)
    said = live.upgrade(_visitor(job, way)) if job.memory["pause"] or job.package.kind == "core" else ""
    pause = 0
    if job.memory["pause"]:
        lay.open_for_visitors(root)
        pause = max(1, (now_ms() - int(job.memory["closed_at_ms"])) // 1_000)
    set_step(job, Step.CHECK, memory={**job.memory, "upgrade": said, "pause_s": pause})


def _check(job: Job, way: Reached, root: Path, desk: LeasedDesk) -> None:
    """As a visitor, and in the logs that lie in the site's own folder."""
    time.sleep(SETTLE_S)
    desk.tell("after", 0)
    who = _visitor(job, way)
    was = [msgspec.convert(page, Page) for page in job.memory["pages"]]
    now = live.pages(who, [page.path for page in was if not page.path.endswith("/wp-login.php")])
    found = [f"{one.path}: {one.code}" for one in worse(was, now) if one.code != "slow"]
    if job.memory.get("upgrade"):
        found.append(f"upgrade: {job.memory['upgrade']}")
    found += live.log_since(root, job.memory["ends"])
    if not job.memory.get("journey") and (broken := live.journey(who, _steps(job))):
        found.append(f"journey {broken}")
    if found:
        set_step(job, Step.RETURN, memory={**job.memory, "reason": "; ".join(found)[:250]})


def _back(job: Job, root: Path, why: Trouble) -> None:
    """Everything as before; nothing of the database, which goes on living. Shouts when it was live, or cannot go back."""
    acted = job.step in ACTED
    if acted and job.step != Step.RETURN:
        set_step(job, Step.RETURN, memory={**job.memory, "reason": why.code})
    try:
        lay.undo(root, job.uid)
        if job.memory.get("closed_at_ms"):  # never what WordPress itself has put there
            lay.open_for_visitors(root)
        lay.finish(root, job.uid)
    except (Trouble, OSError) as stuck:
        with system_action(job.organisation, while_closed=True) as record:
            body = {"slug": job.package.slug, "job": job.uid, "trouble": getattr(stuck, "code", "unreadable")}
            record.event(events.STUCK, Subject("site", job.site.uid), body)
        return
    if acted:
        with system_action(job.organisation, while_closed=True) as record:
            set_step(job, Step.RETURNED)
            body = {
                "slug": job.package.slug, "version": job.package.version, "job": job.uid,
                "reason": str(job.memory.get("reason", why.code)).partition(";")[0][:120],
            }  # fmt: skip
            record.event(events.RETURNED, Subject("site", job.site.uid), body)
    paths.forget(job)


def _live(job: Job) -> dict[str, Any]:
    package = job.package
    with system_action(job.organisation, while_closed=True) as record:
        set_step(job, Step.LIVE, undo_until_ms=now_ms() + UNDO_MS)
        body = {
            "slug": package.slug, "before": package.before or "-", "after": package.version, "job": job.uid,
            "pause_s": int(job.memory.get("pause_s", 0)), "sha256": package.sha256,
        }  # fmt: skip
        record.event(events.APPLIED, Subject("site", job.site.uid), body)
    return {"pause_s": int(job.memory.get("pause_s", 0)), "pages": len(job.memory["pages"])}


def finish_former(job: Job) -> None:
    """What an earlier update kept beside goes: there is one way back, to the state just before."""
    for former in Job.objects.filter(site=job.site, step=Step.LIVE).exclude(pk=job.pk):
        finish(former)


def finish(job: Job) -> None:
    """The files before are no longer kept beside."""
    way = way_to(job.site)
    if way is not None and way.root is not None:
        lay.finish(way.root, job.uid)
    paths.forget(job)
    set_step(job, Step.FINISHED, undo_until_ms=None)
