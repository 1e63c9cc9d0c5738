"""What the pages of updates show, ready to print."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Site
from rempart.directory.web.gate import Gate, gate
from rempart.updates.actions.ask import live_of
from rempart.updates.actions.standing import opening_of
from rempart.updates.core.sheet import Check, Sheet, Shot, from_json
from rempart.updates.core.stages import OPEN, TRIED_MS, Stage, Step, Work
from rempart.updates.store.models import Job, Package
from rempart.updates.web.words import (
    CHECKS,
    KINDS,
    OUTCOMES,
    STEPS,
    WORKS,
    check_text,
    loss_text,
    network_texts,
    trouble_text,
)

PACKAGES = 30  # that a page lists
JOBS = 12
STONES = {"passed": "met", "failed": "not_met", "noted": "partial", "skipped": "unknown"}


@dataclass(frozen=True, slots=True)
class Line:
    """One package in the list."""

    row: Package
    kind: str
    state: str
    is_bad: bool
    is_good: bool


def lines(site: Site) -> list[Line]:
    """Newest first."""
    rows = Package.objects.filter(site=site).order_by("-pk")[:PACKAGES]
    return [_line(row) for row in rows]


def _line(row: Package) -> Line:
    newest = row.jobs.order_by("-pk").first()
    text, is_bad, is_good = state_of(row, newest)
    return Line(row, str(KINDS.get(row.kind, row.kind)), text, is_bad, is_good)


def state_of(row: Package, newest: Job | None) -> tuple[str, bool, bool]:
    """In a few words; whether that is bad, whether good."""
    if newest is None:
        return (_("put away"), False, False) if row.is_gone else (_("not tried yet"), False, False)
    if newest.stage in OPEN:
        return _("at work"), False, False
    if live_of(row) is not None or newest.step == Step.FINISHED:
        return _("live"), False, True
    if newest.step == Step.RETURNED:
        return _("broke the live site, returned"), True, False
    if newest.work == Work.UNDO and newest.stage == Stage.DONE:
        return _("taken back"), False, False
    if newest.stage == Stage.FAILED:
        return _("did not come through"), True, False
    sheet = sheet_of(newest) if newest.work == Work.TRY else None
    if sheet is None:
        return _("tried"), False, False
    if not sheet.is_passed:
        return _("broke the copy, held back"), True, False
    return (_("passed, look at the pictures"), False, False) if sheet.looks_other else (_("passed"), False, True)


def sheet_of(job: Job | None) -> Sheet | None:
    """Of a trial that ended."""
    return from_json(job.result.get("sheet")) if job is not None and job.stage == Stage.DONE else None


def trial(row: Package) -> Job | None:
    """The newest that ended."""
    return row.jobs.filter(work=Work.TRY, stage=Stage.DONE).order_by("-pk").first()


def gate_of(site: Site) -> Gate:
    """Asked of the site now."""
    return gate(lambda: opening_of(site))


@dataclass(frozen=True, slots=True)
class Row:
    """One check on the page."""

    check: Check
    title: str
    text: str
    stone: str
    word: str


def rows(sheet: Sheet) -> list[Row]:
    """Broken ones first."""
    order = ("failed", "noted", "passed", "skipped")
    found = [
        Row(one, str(CHECKS.get(one.code, one.code)), check_text(one), STONES[one.outcome], str(OUTCOMES[one.outcome]))
        for one in sheet.checks
    ]
    return sorted(found, key=lambda row: order.index(row.check.outcome))


def shots(sheet: Sheet) -> list[tuple[Shot, str]]:
    """Changed ones first, each with its words."""
    found = sorted(sheet.shots, key=lambda shot: -shot.share)
    return [(shot, _shot_text(shot)) for shot in found]


def _shot_text(shot: Shot) -> str:
    if not shot.can_be_told:
        return _("moves so much by itself that nothing can be told")
    if not shot.is_changed:
        return _("looks the same")
    return _("%(share)s %% of the page looks different") % {"share": round(shot.share * 100, 1)}


@dataclass(frozen=True, slots=True)
class Piece:
    """One job on the page."""

    row: Job
    work: str
    step: str
    trouble: str
    notes: list[str]
    is_open: bool
    is_bad: bool
    share: int | None


def jobs(row: Package) -> list[Piece]:
    """Newest first."""
    return [_job(one) for one in row.jobs.order_by("-pk")[:JOBS]]


def _job(one: Job) -> Piece:
    done, total = one.progress.get("done"), one.progress.get("total")
    share = round(100 * done / total) if isinstance(done, int) and total else None
    trouble = trouble_text(one.trouble) if one.trouble else ""
    step = str(STEPS.get(str(one.progress.get("step", "")), ""))
    notes = network_texts(int(one.result.get("network", 0)), int(one.result.get("network_left", 0)))
    return Piece(one, str(WORKS[one.work]), step, trouble, notes, one.stage in OPEN, one.stage == Stage.FAILED, share)


def may_go_live(row: Package) -> Sheet | None:
    """The trial that lets it, if there is one."""
    job = trial(row)
    sheet = sheet_of(job)
    is_fresh = job is not None and (job.ended_at_ms or 0) >= now_ms() - TRIED_MS
    return sheet if sheet is not None and sheet.is_passed and is_fresh and not row.is_gone else None


def losses(job: Job) -> list[dict[str, Any]]:
    """The listing of a comparison that ended."""
    return [
        {"kind": loss_text(str(one["kind"])), "new": one["new"], "changed": one["changed"], "ids": ", ".join(one["ids"]),
         "matters": one["kind"] in ("orders", "users", "comments") and one["new"] > 0}
        for one in job.result.get("losses", ())
    ]  # fmt: skip


def comparison(job: Job) -> Job | None:
    """The newest of a live update, while nothing newer was asked."""
    found = Job.objects.filter(package=job.package, work=Work.COMPARE, wanted={"job": job.uid}).order_by("-pk").first()
    return found if found is not None and found.stage == Stage.DONE else None
