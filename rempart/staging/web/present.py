"""What the page of copies and drills shows, from rows and the values that the record hears too."""

from typing import Any

from django.utils.translation import gettext as _

from rempart.channel.snapshots import newest_of
from rempart.directory.store.models import Site
from rempart.staging.actions.make_copy import all_snapshots
from rempart.staging.actions.tell_drill import last_held
from rempart.staging.core.drill import worst
from rempart.staging.core.stage import EVERY_DAYS, LIVE, UNDER_WAY, Purpose
from rempart.staging.store.models import Drill, Rhythm, SiteCopy
from rempart.staging.web.words import OUTCOMES, PROGRESS, STAGES, STATES, STEPS, numbers_text, trouble_text

DRILLS = 24  # two years of monthly ones


def copy_of(site: Site) -> SiteCopy | None:
    """The one that stands or is being made; else the last one, when it failed."""
    mine = SiteCopy.objects.filter(site=site, purpose=Purpose.STAGING).order_by("-pk")
    last = mine.filter(stage__in=LIVE).first() or mine.first()
    return last if last is not None and last.stage != "gone" else None


def copy(row: SiteCopy | None) -> dict[str, Any] | None:
    """For the page."""
    if row is None:
        return None
    told = row.progress
    share = min(100, round(100 * told["done"] / told["total"])) if told.get("total") else None
    calls = sorted(row.sunk.get("calls", {}).items(), key=lambda one: (-one[1], one[0]))[:10]
    return {
        "row": row, "stage": STAGES.get(row.stage, row.stage), "is_live": row.stage in LIVE,
        "trouble": trouble_text(row.trouble) if row.trouble else "", "share": share,
        "step": PROGRESS.get(told.get("step", ""), ""), "calls": calls, "port": row.address.rpartition(":")[2],
    }  # fmt: skip


def drill(row: Drill) -> dict[str, Any]:
    """One, with its steps."""
    return {
        "row": row, "outcome": OUTCOMES.get(row.outcome, row.outcome), "is_open": row.outcome in UNDER_WAY,
        "is_good": row.outcome == "passed", "is_bad": row.outcome in ("failed", "given_up"),
        "trouble": trouble_text(row.trouble) if row.trouble else "",
        "steps": [
            {
                "title": STEPS.get(one["name"], one["name"]), "state": STATES.get(one["state"], one["state"]),
                "is_good": one["state"] == "passed", "is_bad": one["state"] == "failed",
                "seconds": one["seconds"], "more": numbers_text(one["name"], one["numbers"]),
                "why": trouble_text(one["code"]) if one["code"] else "",
            }
            for one in row.steps
        ],
    }  # fmt: skip


def achieved(site: Site) -> dict[str, Any] | None:
    """The worst of the last drills against what was promised; None before the first one."""
    last = last_held(site)
    if not last:
        return None
    newest = last[0]
    return {
        "counted": len(last),
        "lines": [
            (_("Back and working"), newest.rto_s, worst([one.rto_s for one in last]), newest.target_rto_s),
            (_("Age of the data"), newest.rpo_s, worst([one.rpo_s for one in last]), newest.target_rpo_s),
        ],
    }


def page(site: Site) -> dict[str, Any]:
    """Everything of one site."""
    rows = list(Drill.objects.filter(site=site).order_by("-pk")[:DRILLS])
    rhythm = Rhythm.objects.filter(site=site).first()
    return {
        "copy": copy(copy_of(site)), "drills": [drill(row) for row in rows], "achieved": achieved(site),
        "is_drilling": any(row.outcome in UNDER_WAY for row in rows),
        "moment": newest_of(all_snapshots(), site.uid), "days": rhythm.every_days if rhythm else EVERY_DAYS,
        "next_at_ms": rhythm.next_at_ms if rhythm and rhythm.every_days else None,
    }  # fmt: skip
