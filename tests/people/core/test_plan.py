"""AWR-21: from answers to where somebody looks twice, to a plan with dates, to a calendar file."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.people.core.library import lessons
from rempart.people.core.plan import MOST_TOPICS, Kind, plan, workday
from rempart.people.core.plan_ics import LINE_MAX, calendar
from rempart.people.core.self_check import SOME, Part, questions, risks

MONDAY = date(2026, 11, 23)
NOW_MS = 1_795_392_000_000


def test_every_question_is_whole_and_leads_to_lessons_there_are() -> None:
    asked = questions()
    assert {one.part for one in asked} == set(Part)
    assert [one.order for one in asked] == list(range(1, len(asked) + 1))
    for one in asked:
        assert len({option.id for option in one.options}) == len(one.options) == 3
        assert one.options[0].weighs == {}, one.id  # the calm answer comes first and speaks for nothing
        for option in one.options:
            assert set(option.weighs) <= set(lessons()), one.id
            assert all(1 <= weight <= 3 for weight in option.weighs.values())
            assert all((option.text.en, option.text.fr, option.text.zh))
    named = {lesson for one in asked for option in one.options for lesson in option.weighs}
    assert named == set(lessons())  # nothing that is taught is out of reach of an answer


def test_who_pays_is_led_to_payments_and_who_reuses_passwords_to_passwords() -> None:
    calm = {one.id: one.options[0].id for one in questions()}
    assert risks(questions(), calm) == ()
    found = risks(questions(), {**calm, "payments": "often", "sign_in": "same", "keys": "nearly_all"})
    assert [one.lesson for one in found][:1] == ["passwords_and_second_factors"]
    assert found[0].is_strong
    assert found[0].because == ("keys", "sign_in")
    assert "payment_voice" in {one.lesson for one in found}
    assert risks(questions(), {"payments": "no such answer", "nothing": "x"}) == ()


@given(st.fixed_dictionaries({one.id: st.sampled_from([o.id for o in one.options]) for one in questions()}))
@settings(max_examples=40)
def test_the_heaviest_comes_first_and_nothing_light_comes_at_all(answers: dict[str, str]) -> None:
    weights = [one.weight for one in risks(questions(), answers)]
    assert weights == sorted(weights, reverse=True)
    assert all(weight >= SOME for weight in weights)


def test_a_habit_and_a_lesson_a_week_never_on_a_weekend() -> None:
    topics = list(lessons())
    made = plan(topics, {topics[0]}, MONDAY)
    assert len({one.lesson for one in made}) == MOST_TOPICS
    assert [one.kind for one in made if one.lesson == topics[0]] == [Kind.HABIT]  # its lesson was taken
    assert made[0].due == date(2026, 11, 25)
    assert all(one.due.weekday() < 5 for one in made)
    assert workday(date(2026, 11, 28)) == workday(date(2026, 11, 29)) == date(2026, 11, 30)


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_a_calendar_file_has_short_lines_and_no_second_event(text: str) -> None:
    made = calendar([("abc", MONDAY, text)], NOW_MS)
    assert all(len(line) <= LINE_MAX for line in made.split(b"\r\n"))
    lines = made.replace(b"\r\n ", b"").split(b"\r\n")
    assert [line for line in lines if line == b"BEGIN:VEVENT"] == [b"BEGIN:VEVENT"]
    assert b"DTSTART;VALUE=DATE:20261123" in lines
    assert b"DTEND;VALUE=DATE:20261124" in lines
    made.decode()
