"""What a fire drill says for the controls that read it."""

from typing import Any

import msgspec
import pytest

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
