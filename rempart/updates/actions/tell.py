"""Tells the record how updates of a site are done: after each piece of work, and once a day."""

from typing import Any

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.tell_fact import tell_fact
from rempart.directory.store.models import Site
from rempart.events import updates as events
from rempart.facts.updates_practice import UpdatesPractice
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass
from rempart.terms.scope import Subject
from rempart.updates.actions.versions import versions_of
from rempart.updates.core.stages import Stage, Step, Work
from rempart.updates.store.models import Habit, Job, Package

DAYS = 90
MAX_PASSED_BY = 200  # that are remembered of one site
SOURCE = "updates"


def tell_site(site: Site) -> UpdatesPractice:
    """What was done in the last DAYS, and what changed without us."""
    habit, _ = Habit.objects.get_or_create(site=site, defaults={"organisation": site.organisation})
    moment = now_ms()
    parts = dict(versions_of(site, inside=True))
    fresh = _passed_by(site, habit, parts, moment)
    since = moment - DAYS * DAY_S * 1_000
    passed_by = [one for one in [*habit.passed_by, *fresh] if one["at_ms"] >= since][-MAX_PASSED_BY:]
    fact = _fact(site, since, moment, len(passed_by), len(parts) or None)
    subject = Subject("site", site.uid)
    with system_action(site.organisation) as record:
        known = parts or habit.seen
        Habit.objects.filter(pk=habit.pk).update(seen=known, passed_by=passed_by, told_at_ms=moment)
        tell_fact(
            record, events.FACT_RECORDED, subject, fact, at_ms=moment, source=SOURCE, evidence=EvidenceClass.EXERCISED
        )  # fmt: skip
        if fresh:
            body = {"count": len(fresh), "first": f"{fresh[0]['part']} {fresh[0]['version']}"}
            record.event(events.PASSED_BY, subject, body)
    return fact


def _passed_by(site: Site, habit: Habit, parts: dict[str, str], moment: int) -> list[dict[str, Any]]:
    """Parts that another version stands for than last time, and that we did not lay. New parts count as well; what
    was taken away is no update."""
    if not habit.seen or not parts:
        return []
    ours = {
        (f"{package.kind}/{package.slug}", version)
        for package in Package.objects.filter(site=site)
        for version in (package.version, package.before)
    }
    return [
        {"part": part, "version": version, "at_ms": moment}
        for part, version in sorted(parts.items())
        if habit.seen.get(part) != version and (part, version) not in ours
    ]


def _fact(site: Site, since: int, moment: int, passed_by: int, parts: int | None) -> UpdatesPractice:
    ended = Job.objects.filter(site=site, ended_at_ms__gte=since)
    tries = ended.filter(work=Work.TRY, stage=Stage.DONE).order_by("-ended_at_ms")
    newest = tries.values_list("ended_at_ms", flat=True).first()
    laid = ended.filter(work=Work.APPLY)
    return UpdatesPractice(
        days=DAYS, tried=tries.count(), held_back=sum(not one.result.get("passed") for one in tries),
        applied=laid.filter(stage=Stage.DONE).count(), returned=laid.filter(step=Step.RETURNED, stage=Stage.FAILED).count(),
        passed_by=passed_by, newest_age_s=None if newest is None else max(0, moment - newest) // 1_000, parts_seen=parts,
    )  # fmt: skip
