"""What a fire drill says, for the controls of the copy and of the restore. A drill that was not held says nothing."""

from rempart.facts.continuity_exercise import ContinuityExercise
from rempart.facts.fire_drill import FireDrill
from rempart.maturity.core.control import Opinion
from rempart.terms.state import State

BACK = frozenset({"restore", "boot", "pages", "sign_in", "media"})  # failing in one of them, the site was not back


def judge_copy(fact: FireDrill) -> Opinion:
    """STG-01: a copy can be made, nothing gets out of it, no stranger in, and nothing stays."""
    values: dict[str, int | str] = {"seconds": fact.restored_s, "pages": fact.pages}
    if not fact.is_masked or fact.failed_step in ("restore", "boot"):
        return Opinion(State.NOT_MET, "no_copy", values)
    if not (fact.is_without_way_out and fact.is_closed_to_strangers):
        return Opinion(State.NOT_MET, "leaks", values)
    return Opinion(State.MET, "copied", values) if fact.is_destroyed else Opinion(State.PARTIAL, "stays", values)


def judge_drilled(fact: FireDrill) -> Opinion:
    """BAK-04, BAK-07, SELF-01, SELF-03: all of it came back by one action, and how long until the site worked again."""
    values: dict[str, int | str] = {"minutes": -(-fact.rto_s // 60), "files": fact.files, "rows": fact.rows}
    if fact.failed_step in BACK:
        return Opinion(State.NOT_MET, "drill_failed", {"step": fact.failed_step})
    return Opinion(State.MET, "drilled", values)


def judge_exercise(fact: ContinuityExercise) -> Opinion:
    """BCP-01, BCP-03: never met by it alone: who is reached without mail, and what is done by hand, no drill shows. What it
    does not show stays unknown, so that an exercise never takes away what a reviewed document has shown."""
    if fact.failed_step in BACK or fact.rto_s is None:
        return Opinion(State.NOT_MET, "not_back", {"step": fact.failed_step})
    minutes = -(-fact.rto_s // 60)
    if fact.target_rto_s is not None and fact.rto_s > fact.target_rto_s:
        return Opinion(State.PARTIAL, "late", {"minutes": minutes, "target": fact.target_rto_s // 60})
    values: dict[str, int | str] = {"minutes": minutes, "tried": fact.updates_tried}
    values |= {"noticed": -(-fact.detection_s // 60), "decided": -(-fact.decision_s // 60)}
    return Opinion(State.UNKNOWN, "played_updates" if fact.updates_tried else "played", values)
