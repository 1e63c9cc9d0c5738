"""Work on updates that a person or a program asks for. Asking is quick; the worker does it."""

from collections.abc import Mapping
from typing import Any

from rempart.directory.actions.action import Record, action, now_ms, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import updates as events
from rempart.terms.journey import steps
from rempart.terms.scope import Subject
from rempart.updates.core.stages import OPEN, Stage, Step, Work
from rempart.updates.store.models import Habit, Job, Package

NEEDS = {
    Work.TRY: Permission.TRY_UPDATES,
    Work.APPLY: Permission.APPLY_UPDATES,
    Work.COMPARE: Permission.APPLY_UPDATES,
    Work.UNDO: Permission.APPLY_UPDATES,
}


def ask(actor: Account | None, package: Package, work: Work, wanted: Mapping[str, Any] | None = None) -> Job:
    """The job; the one that waits already when the same is asked twice. Without an actor the shell asks.

    Raises LookupError for a package that was put away."""
    if actor is None:
        with system_action(package.organisation) as record:
            return _ask(record, package, work, wanted)
    with action(actor, package.organisation, NEEDS[work], on=package.site) as record:
        return _ask(record, package, work, wanted)


def _ask(record: Record, package: Package, work: Work, wanted: Mapping[str, Any] | None) -> Job:
    if package.is_gone and work in (Work.TRY, Work.APPLY):
        raise LookupError("the package was put away")
    body = {"work": work.value, "slug": package.slug, "version": package.version, "package": package.uid}
    record.event(events.JOB_ASKED, Subject("site", package.site.uid), body)
    same = Job.objects.filter(package=package, work=work, stage__in=OPEN, wanted=dict(wanted or {})).first()
    return same or Job.objects.create(
        organisation=package.organisation,
        site=package.site,
        package=package,
        work=work.value,
        stage=Stage.WAITING.value,
        asked_by=record.actor,
        asked_at_ms=now_ms(),
        wanted=dict(wanted or {}),
    )


def apply(actor: Account | None, package: Package, *, looked: bool = False) -> Job:
    """Live, if a trial passed; `looked`: a person has seen the pictures that changed."""
    return ask(actor, package, Work.APPLY, {"looked": True} if looked else {})


def live_of(package: Package) -> Job | None:
    """The job through which it is live and can be taken back."""
    return Job.objects.filter(package=package, step=Step.LIVE, undo_until_ms__gte=now_ms()).order_by("-pk").first()


def compare(actor: Account | None, job: Job) -> Job:
    """Lists what a return of the database would lose."""
    return ask(actor, job.package, Work.COMPARE, {"job": job.uid})


def undo(actor: Account | None, job: Job, seen: str = "") -> Job:
    """Takes an update back; `seen` is the digest of the list that a person saw, for the database to go back too."""
    return ask(actor, job.package, Work.UNDO, {"job": job.uid, **({"seen": seen} if seen else {})})


def set_habit(actor: Account, site: Site, pages: str, lines: str) -> Habit:
    """What is looked at. Raises BadStep for a line that is no step."""
    walked = steps(site.address, lines)
    with action(actor, site.organisation, Permission.TRY_UPDATES, on=site) as record:
        row, _ = Habit.objects.update_or_create(
            site=site, defaults={"pages": pages, "steps": lines, "organisation": site.organisation}
        )
        body = {"pages": len([line for line in pages.splitlines() if line.strip()]), "steps": len(walked)}
        record.event(events.HABIT_SET, Subject("site", site.uid), body)
    return row
