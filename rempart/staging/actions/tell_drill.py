"""What a drill says to the record as a fact. One that was not held says why, and the control stays unknown."""

from collections.abc import Mapping
from typing import Any

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.models import Site
from rempart.events import staging as events
from rempart.facts.fact import Fact, Observation
from rempart.facts.fire_drill import FireDrill
from rempart.facts.not_seen import NotSeen
from rempart.facts.wire import to_body
from rempart.staging.core.drill import COUNTED, PASSED, SKIPPED, Name, failed_step, worst
from rempart.staging.core.stage import HELD, Outcome
from rempart.staging.store.models import Drill
from rempart.terms.evidence import EvidenceClass, Vantage
from rempart.terms.scope import Subject

SOURCE = "staging"


def last_held(site: Site) -> list[Drill]:
    """The drills that count, newest first."""
    return list(Drill.objects.filter(site=site, outcome__in=HELD).order_by("-ended_at_ms", "-pk")[:COUNTED])


def fact_of(drill: Drill) -> FireDrill | None:
    """None for one that was not held."""
    if drill.outcome not in HELD:
        return None
    steps: dict[str, Mapping[str, Any]] = {str(one["name"]): one for one in drill.steps}
    last = last_held(drill.site)

    def state(name: Name) -> str:
        return str(steps[name]["state"]) if name in steps else SKIPPED

    def number(name: Name, key: str) -> int:
        return int(steps.get(name, {}).get("numbers", {}).get(key, 0))

    is_open = steps.get(Name.SIGN_IN, {}).get("code") == "open_to_strangers"
    return FireDrill(
        is_passed=drill.outcome == Outcome.PASSED, failed_step=failed_step(drill.steps),
        is_masked=state(Name.RESTORE) == PASSED, is_without_way_out=state(Name.WALLS) == PASSED,
        is_closed_to_strangers=Name.SIGN_IN in steps and not is_open, is_destroyed=state(Name.DESTROY) == PASSED,
        pages=number(Name.PAGES, "pages"), media=number(Name.MEDIA, "media"), tables=number(Name.RESTORE, "tables"),
        rows=number(Name.RESTORE, "rows"), files=number(Name.RESTORE, "files"), updates=state(Name.UPDATES),
        attack=state(Name.ATTACK), is_by_person=drill.is_by_person, restored_s=drill.restored_s or 0,
        rto_s=drill.rto_s or 0, rpo_s=drill.rpo_s or 0, target_rto_s=drill.target_rto_s,
        target_rpo_s=drill.target_rpo_s, counted=len(last), worst_rto_s=worst([one.rto_s for one in last]),
        worst_rpo_s=worst([one.rpo_s for one in last]),
    )  # fmt: skip


def not_held(drill: Drill) -> NotSeen | None:
    """Why nothing could be looked at: the control stays unknown, for that reason."""
    if drill.outcome != Outcome.NOT_HELD:
        return None
    code = {"no_tool": "tool_missing", "broken": "tool_failed"}.get(drill.trouble, drill.trouble)
    return NotSeen(wanted=FireDrill.kind, code=code, detail=drill.detail, is_error=False)


def tell(drill: Drill) -> None:
    """Exercised: the backup was made to act."""
    fact: Fact | None = fact_of(drill) or not_held(drill)
    if fact is None:
        return
    subject = Subject("site", drill.site.uid)
    seen = Observation(
        org=drill.organisation.uid, subject=subject, fact=fact, taken_at_ms=drill.ended_at_ms or now_ms(),
        evidence=EvidenceClass.EXERCISED, source=SOURCE, vantage=Vantage.SAME_HOST,
    )  # fmt: skip
    with system_action(drill.organisation) as record:
        record.event(events.FACT_RECORDED, subject, to_body(seen), at_ms=seen.taken_at_ms)
