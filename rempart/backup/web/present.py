"""What the pages of the vault show, from rows and the counts that the record hears too."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rempart.backup.actions.opened import origin_of, places, source_of
from rempart.backup.actions.plans import in_use
from rempart.backup.actions.tell_backups import is_of_everything, three_two_one
from rempart.backup.core.stages import OPEN, Stage, Step, Work
from rempart.backup.core.three import Count
from rempart.backup.store.models import Job, Plan, Snapshot
from rempart.backup.web.words import (
    MEDIA,
    STAGES,
    STEPS,
    UNREST,
    WORK,
    called,
    keeping_text,
    note_text,
    trouble_text,
)
from rempart.channel.source import Opening
from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Site
from rempart.directory.web.gate import Gate, gate

SNAPSHOTS = 60  # that a page shows
JOBS = 12
LATE = 2  # rhythms without a snapshot
BAR, NARROW_BAR = 718, 358  # units of the longest bar, on a wide page and on a phone
OTHERS = 4  # sites that the page of one names


@dataclass(frozen=True, slots=True)
class Line:
    """One site in the list."""

    site: Site
    plan: Plan | None
    count: Count | None
    newest_ms: int | None
    is_late: bool
    is_bad: bool


def line_of(site: Site, plan: Plan | None) -> Line:
    """Of a site with or without a plan."""
    if plan is None:
        return Line(site, None, None, None, False, True)
    newest = Snapshot.objects.filter(vault__plan=plan, brought_from="").order_by("-taken_at_ms").first()
    taken = newest.taken_at_ms if newest else None
    is_late = plan.is_on and (taken is None or now_ms() - taken > plan.every_s * 1_000 * LATE)
    return Line(site, plan, three_two_one(plan), taken, is_late, is_late or bool(plan.unrest))


def snapshots(plan: Plan) -> list[dict[str, Any]]:
    """Moments, newest first; one of a moment, from the place that restores ask first."""
    rows = Snapshot.objects.filter(vault__plan=plan).select_related("vault__store")
    found: dict[int, dict[str, Any]] = {}
    for row in rows.order_by("-taken_at_ms", "vault__order", "pk")[: SNAPSHOTS * 3]:
        if row.taken_at_ms in found:
            found[row.taken_at_ms]["places"].append(called(row.vault.store))
            found[row.taken_at_ms]["verified"] |= row.verified_at_ms is not None
        elif len(found) < SNAPSHOTS:
            found[row.taken_at_ms] = {
                "row": row, "places": [called(row.vault.store)], "verified": row.verified_at_ms is not None,
                "megabytes": max(1, round(row.bytes / 1_000_000)), "notes": [note_text(code) for code in row.notes], "is_brought": bool(row.brought_from),
                "set": row.brought_from.partition(":")[2],
            }  # fmt: skip
    shown = list(found.values())
    newest = next((one for one in shown if not one["is_brought"] and not one["row"].is_checkpoint), None)
    for one, older in itertools.pairwise(shown):
        one["gap_s"] = (one["row"].taken_at_ms - older["row"].taken_at_ms) // 1_000
    for one in shown:
        one["is_on"] = one is newest
    return shown


def jobs(plan: Plan) -> list[dict[str, Any]]:
    """The newest work, with how far it is."""
    return [
        {
            "row": row, "work": WORK.get(row.work, row.work), "stage": STAGES.get(row.stage, row.stage),
            "is_open": row.stage in OPEN, "is_bad": row.stage == Stage.FAILED,
            "trouble": trouble_text(row.trouble) if row.trouble else "",
            "step": STEPS.get(row.progress.get("step", ""), ""), "share": _share(row.progress),
            "can_return": row.step == Step.LIVE and (row.undo_until_ms or 0) > now_ms(),
        }
        for row in Job.objects.filter(plan=plan).order_by("-pk")[:JOBS]
    ]  # fmt: skip


def _share(progress: dict[str, Any]) -> int | None:
    done, total = progress.get("done"), progress.get("total")
    return min(100, round(100 * done / total)) if isinstance(done, int) and total else None


def gate_of(plan: Plan) -> Gate:
    """Asked of the site now."""

    def ask() -> Opening | None:
        put_back = source_of(plan).put_back
        return None if put_back is None or put_back.opening is None else put_back.opening(origin_of(plan))

    return gate(ask)


def rehearsal(plan: Plan) -> dict[str, Any] | None:
    """The newest restore or rehearsal that was whole, against the targets."""
    rows = Job.objects.filter(plan=plan, work__in=(Work.REHEARSE, Work.RESTORE), stage=Stage.DONE).order_by("-pk")
    row = next((one for one in rows[:JOBS] if is_of_everything(one)), None)
    if row is None:
        return None
    took, age = int(row.result["achieved_rto_s"]), int(row.result["achieved_rpo_s"])
    return {
        "row": row, "work": WORK[row.work], "bars": _bars(took, plan.rto_s),
        "lines": [(_("Everything back"), took, plan.rto_s), (_("Age of the data"), age, plan.rpo_s)],
    }  # fmt: skip


def _bars(took: int, target: int | None) -> dict[str, Any] | None:
    """Achieved beside the target, both on one scale; None without a target."""
    if not target:
        return None
    whole = max(took, target)
    sizes = {
        f"{name}_{end}": max(3, round(most * size / whole))
        for name, size in (("took", took), ("target", target))
        for end, most in (("at", BAR), ("narrow", NARROW_BAR))
    }
    return {"took": took, "target": target, **sizes}


def others(sites: Iterable[Site], plan: Plan) -> list[tuple[Site, str]]:
    """Other sites that need somebody, and why; only a few."""
    plans = {one.site_id: one for one in Plan.objects.filter(organisation=plan.organisation)}
    found = []
    for site in sites:
        one = plans.get(site.pk)
        if site.pk == plan.site_id or (one is not None and not one.unrest and not one.failed_in_a_row):
            continue
        why = (
            _("no copy") if one is None else _("changes in an unusual way") if one.unrest else _("the last one failed")
        )
        found.append((site, why))
    return found[:OTHERS]


def three(plan: Plan) -> list[dict[str, Any]]:
    """The lines of three, two, one: whether each stands, and on what."""
    found, units = three_two_one(plan), places()
    vaults = in_use(plan)
    names = [_("the site"), *(called(vault.store) for vault in vaults if vault.last_ok_ms)]
    media = {str(MEDIA[units[v.store.kind].medium.value]) for v in vaults if v.last_ok_ms and v.store.kind in units}
    return [
        {
            "ok": found.copies >= 3, "label": ngettext("%(n)s copy of three", "%(n)s copies of three", found.copies) % {"n": found.copies},
            "on": ", ".join(names),
        },
        {
            "ok": found.media >= 2, "label": ngettext("%(n)s kind of storage of two", "%(n)s kinds of storage of two", found.media) % {"n": found.media},
            "on": ", ".join(sorted({str(MEDIA["disk"]), *media})),
        },
        {"ok": found.elsewhere >= 1, "label": _("%(n)s in another building") % {"n": found.elsewhere}, "on": ""},
        {"ok": found.offline >= 1, "label": _("%(n)s out of reach") % {"n": found.offline}, "on": ""},
    ]  # fmt: skip


def unrest(plan: Plan) -> list[str]:
    """Why nothing old is thrown away now."""
    return [str(UNREST.get(code, code)) for code in plan.unrest.split(",") if code]


def keeping(plan: Plan) -> str:
    """How long snapshots are kept."""
    return keeping_text(plan.keep_hourly, plan.keep_daily, plan.keep_weekly, plan.keep_monthly)
