"""Rows AWR-05, AWR-10, AWR-17 and AWR-18 as far as a room plays them: held by the clock, and judged from what was held."""

from datetime import date

import pytest

from rempart.facts.exercises import Exercises
from rempart.maturity.core.exercise_rule import judge_others, judge_process
from rempart.people.actions.hold_exercise import Better, begin, end, mark
from rempart.people.actions.tell_exercises import exercises_of
from rempart.people.core.exercise_library import exercise, exercises
from rempart.terms.state import State
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def hold(cast_: Cast, name: str, *, better: bool = False) -> Exercises:
    """From the first minute to the last word; what the organisation can show afterwards."""
    found = exercise(name, "fr") or pytest.fail(name)
    roles = [role.id for role in found.roles]
    row = begin(cast_.alice, cast_.lavande, found, people=found.fewest, roles=roles, is_prepared=True)
    for one in found.marks[:3]:
        mark(cast_.alice, row, found, one.id, is_seen=True)
    things = [Better("Le numéro de l'hébergeur est sur papier", date(2027, 1, 1))] if better else []
    end(cast_.alice, row, found, things, is_broken_off=False)
    return exercises_of(cast_.lavande)


def of_row(row: str) -> set[str]:
    return {name for name, found in exercises().items() if row in found["en"].rows}


def test_AWR_05_scenario_drills_beside_mail_are_held_and_counted(cast_: Cast) -> None:
    assert {"shared_drive", "cloud_folder", "red_blue", "phone"} <= of_row("AWR-05")
    assert judge_others(exercises_of(cast_.lavande)).state == State.UNKNOWN
    assert judge_others(hold(cast_, "shared_drive")).state == State.PARTIAL
    assert judge_others(hold(cast_, "cloud_folder")).state == State.MET


def test_AWR_10_red_and_blue_have_their_limits_and_points() -> None:
    assert of_row("AWR-10") == {"red_blue"}
    for found in exercises()["red_blue"].values():
        assert [role.id for role in found.roles] == ["red", "blue", "judge", "white"]
        assert any("make demo" in one for one in found.before)
        assert len(found.limits) >= 3


def test_AWR_17_calls_messages_and_a_forged_voice_are_played() -> None:
    assert {"phone", "payment_voice"} <= of_row("AWR-17")


def test_AWR_18_SOC_03_the_process_is_played_through_with_the_host(cast_: Cast) -> None:
    assert of_row("AWR-18") == {"table_top"}
    assert judge_process(exercises_of(cast_.lavande)).state == State.UNKNOWN
    assert judge_process(hold(cast_, "table_top")).state == State.PARTIAL  # nothing was written down
    assert judge_process(hold(cast_, "table_top", better=True)).state == State.MET
