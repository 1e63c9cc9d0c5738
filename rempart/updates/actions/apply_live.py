"""A tried update laid live: the present kept, the return registered, files exchanged, the site looked at; or all back.

Each step is written down before it begins: whoever takes over after a kill goes on there, or back.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from rempart.channel.ground import Ground
from rempart.channel.reach import Reached
from rempart.channel.source import Copied, Desk, Stopped, Table, Trouble
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.lease import LeasedDesk, require_patience
from rempart.events import updates as events
from rempart.terms.scope import Subject
from rempart.updates.actions import paths
from rempart.updates.actions.standing import ground_of, lot_of
from rempart.updates.actions.versions import is_busy, known_way, way_to
from rempart.updates.core.crawl import Page, worse
from rempart.updates.core.sheet import Sheet, from_json
from rempart.updates.core.stages import ACTED, MAX_TRIES, TRIED_MS, UNDO_MS, Stage, Step, Work
from rempart.updates.net import live, network
from rempart.updates.net.lay import MAINTENANCE_S
from rempart.updates.net.package import Opened, unpack
from rempart.updates.store.models import Habit, Job, Package

PAUSE_MS = MAINTENANCE_S * 1_000


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
    ground = ground_of(way)
    sheet = trial_of(job.package)
    try:
        require_patience(job, MAX_TRIES)
        if job.step in ("", Step.BEFORE):
            _before(job, way, ground, sheet, desk)
        desk.may_stop = False
        if job.step == Step.CLOSE:
            _keep(job, way, ground, desk)
        if job.step == Step.SWAP:
            _exchange(job, way, ground, desk)
        if job.step == Step.CHECK:
            _check(job, way, ground, desk)
        if job.step == Step.CHECK and sheet is not None and sheet.network:
            _network(job, way, sheet.network, desk)
        if job.step == Step.RETURN:
            raise Trouble("broke_live", str(job.memory.get("reason", "")))
    except Stopped:
        raise  # another worker has it, and goes on where we were
    except Trouble as why:
        _back(job, way, ground, why, desk)
        raise
    return _live(job)


def set_step(job: Job, step: Step, **more: Any) -> None:
    """Written down before the step begins."""
    job.step = step
    for name, value in more.items():
        setattr(job, name, value)
    Job.objects.filter(pk=job.pk).update(step=step, **more)


def _before(job: Job, way: Reached, ground: Ground, sheet: Sheet | None, desk: LeasedDesk) -> None:
    """Nothing live changes here."""
    if sheet is None or not sheet.is_passed:
        raise Trouble("not_tried", "no trial has passed lately")
    if sheet.looks_other and not job.wanted.get("looked"):
        raise Trouble("not_looked", "pictures changed, and nobody has said that they are as they should be")
    if is_busy(job.site):
        raise Trouble("busy", "a restore of this site is being done")
    set_step(job, Step.BEFORE)
    ground.ready(way.origin, lot_of(job), desk)
    finish_former(job, desk)
    desk.tell("before", 0)
    who = _visitor(job, way)
    pages = live.pages(who, sheet.pages)
    if not any(page.status == 200 and not page.fault for page in pages):
        raise Trouble("no_answer", "no page of the live site works before the update")
    _unpacked(job)
    desk.tell("laying", 0)
    ground.lay(way.origin, lot_of(job), desk)
    memory = {
        "pages": msgspec.to_builtins(pages), "pause": sheet.needs_pause, "ends": dict(ground.logs(way.origin)),
        "journey": live.journey(who, _steps(job)),
    }  # fmt: skip
    set_step(job, Step.CLOSE, memory=memory)


def _unpacked(job: Job) -> Opened:
    """What goes live, by the paths below the site's folder. Raises Trouble for an archive that is not the one tried."""
    files, folder = lot_of(job).files, paths.work(job) / "unpacked"
    for old in (files, folder):
        shutil.rmtree(old, ignore_errors=True)
    found = unpack(paths.archive(job.package), folder)
    if found.sha256 != job.package.sha256 or list(found.parts) != list(job.package.parts):
        raise Trouble("poisoned", "the archive is not the one that was tried")
    for part in found.parts:
        (files / part).parent.mkdir(parents=True, exist_ok=True)
        whole = folder / found.package.folder
        (whole if found.package.place else whole / part).rename(files / part)
    shutil.rmtree(folder, ignore_errors=True)
    return found


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
            raise Trouble("too_long", f"the database could not be kept within {MAINTENANCE_S} s")
        self._desk.tell(step, done, total)

    def pace(self, count: int) -> None:
        self._desk.pace(count)


def _keep(job: Job, way: Reached, ground: Ground, desk: LeasedDesk) -> None:
    """The database as it is; where the update changes tables or settings, while visitors wait. Then the way back."""
    folder, has_pause = paths.work(job) / "kept", bool(job.memory["pause"])
    if not job.memory.get("closed_at_ms"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True)
        if has_pause:
            _beforehand(job, way, ground, folder, desk)
    until = now_ms() + 10**9
    if has_pause:
        closed = int(job.memory.get("closed_at_ms", 0)) or now_ms()
        job.memory["closed_at_ms"] = closed  # a kill in between does not begin a second minute
        set_step(job, Step.CLOSE, memory=job.memory)
        until = closed + PAUSE_MS
        left = min((until - now_ms()) // 1_000, MAINTENANCE_S)
        if left < 1:
            raise Trouble("too_long", f"the database could not be kept within {MAINTENANCE_S} s")
        ground.close(way.origin, lot_of(job), left)
    kept = keep(way, folder, _Hurry(desk, until))
    _Hurry(desk, until).tell("database", 1, 1)
    desk.renew()
    with system_action(job.organisation, while_closed=True) as record:
        set_step(job, Step.SWAP, memory={**job.memory, "kept": msgspec.to_builtins(kept)})
        body = {"slug": job.package.slug, "job": job.uid, "tables": len(kept.tables)}
        record.event(events.RETURN_REGISTERED, Subject("site", job.site.uid), body)


def _beforehand(job: Job, way: Reached, ground: Ground, folder: Path, desk: LeasedDesk) -> None:
    """While visitors need not wait yet: most of a database that comes over a line, and whatever makes the rest slow. One
    that takes too long by far is known here, and nobody waits in vain."""
    if way.source.database is not None:
        keep(way, folder, desk)
    if ground.calm is not None:
        ground.calm(way.origin, lot_of(job), desk)


def keep(way: Reached, folder: Path, desk: Desk) -> Kept:
    """The database of this moment into `folder`. Raises Trouble."""
    copied: Copied = (way.source.database or way.source.copy)(way.origin, folder, desk)
    return Kept(copied.engine, copied.place, copied.tables, copied.taken_at_ms)


def _exchange(job: Job, way: Reached, ground: Ground, desk: LeasedDesk) -> None:
    ground.swap(way.origin, lot_of(job), desk)
    desk.tell("upgrading", 0)
    said = live.upgrade(_visitor(job, way)) if job.memory["pause"] or job.package.kind == "core" else ""
    pause = 0
    if job.memory["pause"]:
        ground.open(way.origin, lot_of(job))
        pause = max(1, (now_ms() - int(job.memory["closed_at_ms"])) // 1_000)
    set_step(job, Step.CHECK, memory={**job.memory, "upgrade": said, "pause_s": pause})


def _check(job: Job, way: Reached, ground: Ground, desk: LeasedDesk) -> None:
    """As a visitor, and in the logs that lie in the site's own folder."""
    ground.settle(way.origin, lot_of(job))
    desk.tell("after", 0)
    who = _visitor(job, way)
    was = [msgspec.convert(page, Page) for page in job.memory["pages"]]
    now = live.pages(who, [page.path for page in was if not page.path.endswith("/wp-login.php")])
    found = [f"{one.path}: {one.code}" for one in worse(was, now) if one.code != "slow"]
    if job.memory.get("upgrade"):
        found.append(f"upgrade: {job.memory['upgrade']}")
    if not found:  # else nothing behind the pages need answer any more
        found += live.log_since(ground, way.origin, job.memory["ends"])
    if not job.memory.get("journey") and (broken := live.journey(who, _steps(job))):
        found.append(f"journey {broken}")
    if found:
        set_step(job, Step.RETURN, memory={**job.memory, "reason": "; ".join(found)[:250]})
    elif ground.keep is not None:
        ground.keep(way.origin, lot_of(job))


def _network(job: Job, way: Reached, addresses: Sequence[str], desk: LeasedDesk) -> None:
    """The tables of a network's other sites: once it is sure that the files stay, for they do not go back with them."""
    left = network.bring_up_live(
        addresses, job.site.address, lambda done, total: desk.tell("network", done, total),
        allow_private=way.origin.allow_private,
    )  # fmt: skip
    job.memory = {**job.memory, "network": len(addresses) - left, "network_left": left}
    set_step(job, Step.CHECK, memory=job.memory)


def _back(job: Job, way: Reached, ground: Ground, why: Trouble, desk: LeasedDesk) -> None:
    """Everything as before; nothing of the database, which goes on living. Shouts when it was live, or cannot go back;
    where the site does not answer now, the next worker tries again."""
    acted, lot = job.step in ACTED, lot_of(job)
    has_touched = acted or bool(job.memory.get("closed_at_ms"))
    if acted and job.step != Step.RETURN:
        set_step(job, Step.RETURN, memory={**job.memory, "reason": why.code})
    try:
        if job.step != "":
            ground.undo(way.origin, lot, desk)
        if job.memory.get("closed_at_ms"):  # never what WordPress itself has put there
            ground.open(way.origin, lot)
        if job.step != "":
            ground.finish(way.origin, lot, desk)
    except (Trouble, OSError) as stuck:
        if not has_touched:
            return  # a site that cannot be reached keeps what was laid beside it, and nobody sees it
        if getattr(stuck, "code", "") == "unreachable" and job.tries <= MAX_TRIES:
            raise Stopped("it waits to be taken back") from stuck
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
    told = {"pause_s": int(job.memory.get("pause_s", 0)), "pages": len(job.memory["pages"])}
    return told | {name: int(job.memory[name]) for name in ("network", "network_left") if job.memory.get(name)}


def finish_former(job: Job, desk: Desk) -> None:
    """What an earlier update kept beside goes: there is one way back, to the state just before."""
    for former in Job.objects.filter(site=job.site, step=Step.LIVE).exclude(pk=job.pk):
        finish(former, desk)


def finish(job: Job, desk: Desk) -> None:
    """The files before are no longer kept beside. Raises Trouble."""
    way = way_to(job.site)
    if way is not None:
        ground_of(way).finish(way.origin, lot_of(job), desk)
    paths.forget(job)
    set_step(job, Step.FINISHED, undo_until_ms=None)
