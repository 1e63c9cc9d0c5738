"""The five levels and the five steps: names, lines, and honesty about what stays open."""

import re

import pytest

from rempart.maturity.core.step import Step
from rempart.registry.discover import discover
from rempart.registry.texts import localised
from rempart.terms.level import Dimension

PACKAGE = "rempart.maturity.steps"
NAMES = {
    Dimension.WALL: ["Basic", "Proactive", "Advanced", "Enterprise", "Zero trust"],
    Dimension.WATCH: ["Someone is there", "Practised", "Organised", "Watched", "Never alone"],
}
# "Does not protect" and "questions to ask" of each level in the guide.
LINES = {
    1: {53, 54, 60, 61, 62},
    2: {75, 76, 83, 84, 85},
    3: {98, 99, 106, 107, 108, 109},
    4: {120, 126, 127, 128},
    5: {137, 139},
}
PROMISE = re.compile(
    r"almost every|nearly every|stops? every|everything|presque tout|几乎所有|几乎一切|百分之百|100 ?%", re.I
)


def steps(dimension: Dimension) -> list[Step]:
    return sorted(
        (step for step in discover(PACKAGE, Step).values() if step.dimension is dimension), key=lambda step: step.level
    )


@pytest.mark.parametrize("dimension", list(Dimension))
def test_five_in_order_under_their_names(dimension: Dimension) -> None:
    assert [step.name for step in steps(dimension)] == NAMES[dimension]
    assert [int(step.level) for step in steps(dimension)] == [1, 2, 3, 4, 5]
    assert all(step.id == f"{dimension}_{int(step.level)}" for step in steps(dimension))


@pytest.mark.parametrize("level", LINES)
def test_levels_of_the_wall_name_their_lines_and_the_watch_has_none(level: int) -> None:
    assert set(steps(Dimension.WALL)[level - 1].source_lines) >= LINES[level]
    assert steps(Dimension.WATCH)[level - 1].source_lines == ()


@pytest.mark.parametrize(("language", "words"), [("en", "uman error"), ("fr", "erreur humaine"), ("zh", "人为失误")])
def test_human_error_stays_open_at_every_level_even_the_highest(language: str, words: str) -> None:
    for dimension in Dimension:
        for step in steps(dimension):
            assert any(words in text for text in localised(PACKAGE, step, language, "residual")), step.id


@pytest.mark.parametrize("language", ["en", "fr", "zh"])
def test_no_level_promises_to_stop_everything(language: str) -> None:
    for step in (*steps(Dimension.WALL), *steps(Dimension.WATCH)):
        for name in ("for_whom", "protects", "residual"):
            value = localised(PACKAGE, step, language, name)
            assert not PROMISE.search(value if isinstance(value, str) else " ".join(value)), (step.id, name)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "our own making"), ("fr", "propre fait"), ("zh", "我们自己设定")]
)
def test_steps_of_the_watch_say_that_they_are_our_own_making(language: str, words: str) -> None:
    for step in steps(Dimension.WATCH):
        assert words in localised(PACKAGE, step, language, "for_whom"), step.id


def test_every_level_asks_the_host_something() -> None:
    assert all(step.questions and step.hidden_cost for dimension in Dimension for step in steps(dimension))
