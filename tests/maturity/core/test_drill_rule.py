"""What a fire drill says for the controls that read it."""

from typing import Any

import msgspec
import pytest

from rempart.facts.continuity_exercise import ContinuityExercise
from rempart.facts.fire_drill import FireDrill
from rempart.maturity.core import drill_rule as rule
from rempart.terms.state import State

GOOD = FireDrill(
    is_passed=True, failed_step="", is_masked=True, is_without_way_out=True, is_closed_to_strangers=True,
    is_destroyed=True, pages=5, media=2, tables=12, rows=100, files=10, updates="skipped", attack="skipped",
    is_by_person=False, restored_s=4, rto_s=61, rpo_s=5, target_rto_s=None, target_rpo_s=None, counted=1, worst_rto_s=61,
    worst_rpo_s=5,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "copy", "drilled"),
    [
        ({}, State.MET, State.MET),
        ({"failed_step": "boot", "rto_s": 0}, State.NOT_MET, State.NOT_MET),
        ({"failed_step": "restore", "is_masked": False}, State.NOT_MET, State.NOT_MET),
        ({"failed_step": "media"}, State.MET, State.NOT_MET),
        ({"failed_step": "walls", "is_without_way_out": False}, State.NOT_MET, State.MET),
        ({"failed_step": "sign_in", "is_closed_to_strangers": False}, State.NOT_MET, State.NOT_MET),
        ({"failed_step": "destroy", "is_destroyed": False}, State.PARTIAL, State.MET),
        ({"failed_step": "updates", "updates": "failed"}, State.MET, State.MET),
    ],
)
def test_a_drill_speaks(changes: dict[str, Any], copy: State, drilled: State) -> None:
    fact = msgspec.structs.replace(GOOD, **changes)
    assert rule.judge_copy(fact).state == copy
    assert rule.judge_drilled(fact).state == drilled


def test_minutes_are_rounded_up() -> None:
    assert rule.judge_drilled(GOOD).values["minutes"] == 2


PLAYED = ContinuityExercise(
    failed_step="", detection_s=61, decision_s=30, is_seen_by_another=True, rto_s=400, rpo_s=5, target_rto_s=600,
    updates_tried=0, updates_held_back=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "state", "say"),
    [
        ({}, State.UNKNOWN, "played"),
        ({"updates_tried": 2}, State.UNKNOWN, "played_updates"),
        ({"target_rto_s": None}, State.UNKNOWN, "played"),
        ({"target_rto_s": 300}, State.PARTIAL, "late"),
        ({"failed_step": "boot", "rto_s": None}, State.NOT_MET, "not_back"),
        ({"failed_step": "updates", "updates_tried": 1}, State.UNKNOWN, "played_updates"),
    ],
)
def test_an_exercise_with_an_alarm_never_shows_all_of_continuity(
    changes: dict[str, Any], state: State, say: str
) -> None:
    said = rule.judge_exercise(msgspec.structs.replace(PLAYED, **changes))
    assert (said.state, said.say) == (state, say)


def test_a_persons_minutes_are_said() -> None:
    assert rule.judge_exercise(PLAYED).values == {"minutes": 7, "tried": 0, "noticed": 2, "decided": 1}
