"""What the page of copies and drills shows, from rows and the values that the record hears too."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rempart.channel.copies import Trial
from rempart.channel.snapshots import newest_of
from rempart.directory.store.models import Site
from rempart.registry.discover import across_areas
from rempart.staging.actions.make_copy import all_snapshots
from rempart.staging.actions.tell_drill import last_held
from rempart.staging.core.drill import worst
from rempart.staging.core.stage import (
    DECIDED_WITHIN_MS,
    EVERY_DAYS,
    LIVE,
    SEEN_WITHIN_MS,
    UNDER_WAY,
    Outcome,
    Purpose,
)
from rempart.staging.store.models import Drill, Rhythm, SiteCopy
from rempart.staging.web.words import OUTCOMES, PROGRESS, SHOWN, STAGES, STATES, STEPS, numbers_text, trouble_text
from rempart.terms.words import Words

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
        "steps": [_step(one) for one in row.steps],
    }  # fmt: skip


def _step(one: dict[str, Any]) -> dict[str, Any]:
    unit, is_attack = across_areas("rempart", "trials", Trial).get(one.get("said", "")), one["name"] == "attack"
    is_good, is_bad, numbers = one["state"] == "passed", one["state"] == "failed", one["numbers"]
    state = SHOWN if is_attack and is_good else STATES.get(one["state"], one["state"])
    stone = "partial" if is_attack and numbers.get("through") else "met"
    return {
        "title": STEPS.get(one["name"], one["name"]), "state": state, "is_good": is_good, "is_bad": is_bad,
        "stone": stone if is_good else "not_met" if is_bad else "unknown", "seconds": one["seconds"],
        "whole_s": round(one["seconds"]),
        "more": numbers_text(one["name"], numbers), "why": _why(one, unit),
        "lines": [_said(words, numbers) for name, words in unit.counts.items() if name in numbers] if unit else [],
    }  # fmt: skip


def _why(step: dict[str, Any], unit: Trial | None) -> str:
    """Of a step that another area did, in that area's words."""
    if not step["code"]:
        return ""
    if unit is None or step["code"] not in unit.says:
        return trouble_text(step["code"])
    return _said(unit.says[step["code"]], step["numbers"])


def _said(words: Words, numbers: dict[str, int]) -> str:
    text = words.said_in(get_language())
    try:
        return text.format_map(numbers)
    except KeyError:
        return text


def alarm(row: Drill | None) -> dict[str, Any] | None:
    """The one that rings, and until when it waits for what."""
    if row is None or row.outcome != Outcome.ALARMED:
        return None
    seen = row.seen_at_ms
    until = (row.alarmed_at_ms or 0) + SEEN_WITHIN_MS if seen is None else seen + DECIDED_WITHIN_MS
    return {"row": row, "is_seen": seen is not None, "until_ms": until}


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
        "alarm": alarm(rows[0] if rows else None), "is_drilling": any(row.outcome in UNDER_WAY for row in rows),
        "moment": newest_of(all_snapshots(), site.uid), "days": rhythm.every_days if rhythm else EVERY_DAYS,
        "next_at_ms": rhythm.next_at_ms if rhythm and rhythm.every_days else None,
    }  # fmt: skip
