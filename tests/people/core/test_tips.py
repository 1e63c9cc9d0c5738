"""AWR-07, AWR-23: a tip for each week and each day of the culture week, strips that fit their bubbles, in three languages."""

import datetime as dt

import pytest

from rempart.people.core.comic import LINE, lines, read, strips, width
from rempart.people.core.in_languages import BadData
from rempart.people.core.tips import CULTURE_DAYS, tip_of_day, tip_of_week, tips
from rempart.people.core.tips import read as read_tip
from rempart.people.web.comic import drawing
from rempart.registry.written import LANGUAGES


def test_there_is_one_for_each_week_of_half_a_year() -> None:
    first = dt.date(2026, 1, 5)
    weeks = [tip_of_week(first + dt.timedelta(weeks=n)).id for n in range(len(tips()))]
    assert len(tips()) == 26
    assert len(set(weeks)) == 26
    assert tip_of_week(first) == tip_of_week(first + dt.timedelta(days=6))


def test_the_culture_week_has_five_of_each() -> None:
    assert len({tip_of_day(n).id for n in range(CULTURE_DAYS)}) == len(strips()) == CULTURE_DAYS


@pytest.mark.parametrize("language", LANGUAGES)
def test_strips_are_drawn_and_told(language: str) -> None:
    for strip in strips():
        panels = drawing(strip, language)
        assert len(panels) == 3
        for panel, svg in zip(strip.panels, panels, strict=True):
            assert f'aria-labelledby="{strip.id}-' in svg
            assert svg.count("<title") == 1
            assert panel.told(language)
            for bubble in panel.says:
                assert all(width(one) <= LINE + 20 for one in lines(bubble.words[language]))


def test_french_marks_have_their_space() -> None:
    texts = [one.text["fr"] for one in tips()] + [b.words["fr"] for s in strips() for p in s.panels for b in p.says]
    assert not [one for one in texts if any(f" {mark}" in one for mark in ":;!?»") or "« " in one]


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(BadData, match="missing"):
        read_tip("x", {"order": 1})
    words = {"en": "word " * 60, "fr": "x", "zh": "x"}
    plain = {"en": "x", "fr": "x", "zh": "x"}
    with pytest.raises(BadData, match="longer"):
        read(
            "x",
            {
                "order": 1,
                "title": plain,
                "panels": [{"things": [], "scene": plain, "says": [{"who": 0, "words": words}]}],
            },
        )
    with pytest.raises(BadData, match="3 panels"):
        read("x", {"order": 1, "title": plain, "panels": []})
    with pytest.raises(BadData, match="longer"):
        read_tip("x", {"order": 1, "title": plain, "text": {"en": "x" * 400, "fr": "x", "zh": "x"}})
