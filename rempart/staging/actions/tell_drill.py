"""What a drill says to the record as a fact. One that was not held says why, and the control stays unknown."""

from collections.abc import Mapping
from typing import Any

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.tell_fact import tell_fact
from rempart.directory.store.models import Site
from rempart.events import staging as events
from rempart.facts.continuity_exercise import ContinuityExercise
from rempart.facts.fact import Fact
from rempart.facts.fire_drill import FireDrill
from rempart.facts.not_seen import NotSeen
from rempart.staging.core.drill import COUNTED, PASSED, SKIPPED, Name, failed_step, worst
from rempart.staging.core.stage import HELD, UNANSWERED, Outcome
from rempart.staging.store.models import Drill
from rempart.terms.evidence import EvidenceClass
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
        worst_rpo_s=worst([one.rpo_s for one in last]), attacks=number(Name.ATTACK, "attacks"),
        attacks_stopped=number(Name.ATTACK, "stopped"), detection_s=drill.detection_s, decision_s=drill.decision_s,
        is_seen_by_another=_is_seen_by_another(drill),
    )  # fmt: skip


def not_held(drill: Drill) -> NotSeen | None:
    """Why nothing could be looked at: the control stays unknown, for that reason. An alarm that nobody answered is no
    look at the backup: what was known of it stands."""
    if drill.outcome != Outcome.NOT_HELD or drill.trouble in UNANSWERED:
        return None
    code = {"no_tool": "tool_missing", "broken": "tool_failed"}.get(drill.trouble, drill.trouble)
    return NotSeen(wanted=FireDrill.kind, code=code, detail=drill.detail, is_error=False)


def exercise_of(drill: Drill) -> ContinuityExercise | None:
    """What a drill with an alarm says of the organisation; None for any other."""
    if drill.outcome not in HELD or drill.detection_s is None or drill.decision_s is None:
        return None
    numbers = next((dict(one["numbers"]) for one in drill.steps if one["name"] == Name.UPDATES), {})
    return ContinuityExercise(
        failed_step=failed_step(drill.steps), detection_s=drill.detection_s, decision_s=drill.decision_s,
        is_seen_by_another=_is_seen_by_another(drill), rto_s=drill.rto_s, rpo_s=drill.rpo_s or 0,
        target_rto_s=drill.target_rto_s, updates_tried=int(numbers.get("tried", 0)),
        updates_held_back=int(numbers.get("held_back", 0)),
    )  # fmt: skip


def _is_seen_by_another(drill: Drill) -> bool:
    return bool(drill.seen_by) and drill.seen_by != drill.asked_by


def tell(drill: Drill) -> None:
    """Exercised: the backup was made to act, and with an alarm the people were too."""
    site, house = Subject("site", drill.site.uid), Subject("organisation", drill.organisation.uid)
    told: tuple[tuple[Subject, Fact | None], ...] = (
        (site, fact_of(drill) or not_held(drill)), (house, exercise_of(drill)),
    )  # fmt: skip
    found = [(subject, fact) for subject, fact in told if fact is not None]
    if not found:
        return
    with system_action(drill.organisation) as record:
        for subject, fact in found:
            moment = drill.ended_at_ms or now_ms()
            tell_fact(
                record, events.FACT_RECORDED, subject, fact, at_ms=moment, source=SOURCE, evidence=EvidenceClass.EXERCISED
            )  # fmt: skip
