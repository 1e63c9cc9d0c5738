"""Small charts: ranges of a roadmap, a histogram of futures, strengths, sites by level, a strip of a stone's past."""

from collections.abc import Sequence
from dataclasses import dataclass

from rempart.design.drawing.shapes import Look
from rempart.design.drawing.stone import Box, draw, pattern_definitions
from rempart.design.drawing.svg import plain, tag, words

RANGE_WIDTH, RANGE_HEIGHT = 240, 16


def range_bar(low: float, middle: float, high: float, scale: float) -> str:
    """5 to 95 of 100 futures as a light bar, the middle one as a dark mark; linear, from 0 to `scale`."""
    per = RANGE_WIDTH / scale if scale > 0 else 0
    left, right = max(low, 0) * per, max(high, 0) * per
    axis = tag("line", _class="c-axis", x1=0, y1=15, x2=RANGE_WIDTH, y2=15)
    bar = tag("rect", _class="c-bar lo", x=left, y=3, width=max(right - left, 1), height=9)
    mark = tag(
        "rect", _class="c-bar", x=max(min(max(middle, 0) * per - 2, RANGE_WIDTH - 4), 0), y=1, width=4, height=13
    )
    return _hidden("range", RANGE_WIDTH, RANGE_HEIGHT, axis + bar + mark, stretch=True)


def strength_bar(share: float) -> str:
    """One bar from 0 to 1."""
    return _hidden(
        "strength", 120, 12, tag("rect", _class="c-bar", x=0, y=1, width=max(120 * min(share, 1), 1), height=10)
    )


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts of equal steps from `low` to `high`; `name` is the sentence the picture stands for."""

    counts: tuple[int, ...]
    low: float
    high: float
    marks: tuple[tuple[float, str], ...]
    name: str


def histogram(picture: Histogram) -> str:
    """Net result of many futures: below zero light, above zero dark, one rule at zero."""
    width, floor, peak = 560, 150, max((*picture.counts, 1))
    span = (picture.high - picture.low) or 1.0
    step = width / max(len(picture.counts), 1)
    zero = (0 - picture.low) / span * width
    bars = ""
    for index, count in enumerate(picture.counts):
        height = 134 * count / peak
        kind = "c-bar" if (index + 0.5) * step > zero else "c-bar lo"
        if count:
            bars += tag(
                "rect", _class=kind, x=index * step + 1, y=floor - height, width=max(step - 2, 1), height=height
            )
    bars += tag("line", _class="c-axis", x1=0, y1=floor, x2=width, y2=floor)
    if 0 <= zero <= width:
        bars += tag("line", _class="c-rule", x1=zero, y1=0, x2=zero, y2=156)
    for value, text in picture.marks:
        x = min(max((value - picture.low) / span * width, 0), width)
        bars += words(x, 172, text, 12, "", anchor="start" if x < 20 else "end" if x > width - 20 else "middle")
    return _shown("", width, 178, bars, picture.name)


def sites_by_level(wall: Sequence[int], watch: Sequence[int], name: str) -> str:
    """How many sites stand at each level, 0 to 5, wall beside watch. No mean: a mean of levels says nothing."""
    peak, parts = max((*wall, *watch, 1)), ""
    for level in range(6):
        x = 60 * level
        for offset, kind, count in ((0, "c-bar", wall[level]), (24, "c-bar lo", watch[level])):
            height = 66 * count / peak
            if count:
                parts += tag("rect", _class=kind, x=x + offset, y=92 - height, width=22, height=height)
            parts += words(x + offset + 11, 86 - height, str(count), 12, "strong", anchor="middle")
        parts += words(x + 23, 110, str(level), 12, "", anchor="middle")
    parts += tag("line", _class="c-axis", x1=0, y1=92.5, x2=348, y2=92.5)
    return _shown("dist", 352, 116, parts, name)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a stone's past: from and to as shares of the strip."""

    start: float
    end: float
    look: Look


def strip(stretches: Sequence[Stretch], marks: Sequence[tuple[float, str]]) -> str:
    """A stone's look over time, oldest left; the same words stand below it as a list."""
    width, parts = 720, pattern_definitions("p")
    for one in stretches:
        box = Box(
            one.start * width + 1, 6, max((one.end - one.start) * width - 2, 3), 30, loose=one.look is Look.MET_AHEAD
        )
        parts += draw(one.look, box, "p")
    for share, text in marks:
        parts += words(share * width, 56, text, 12, "")
    return _hidden("", width, 64, parts)


def _hidden(kind: str, width: int, height: int, body: str, *, stretch: bool = False) -> str:
    fit = {"preserveAspectRatio": "none"} if stretch else {}
    return tag("svg", body, _class=kind, viewBox=f"0 0 {width} {height}", aria_hidden="true", focusable="false", **fit)


def _shown(kind: str, width: int, height: int, body: str, name: str) -> str:
    """A picture with a name for those who cannot see it."""
    opening = f'<svg class="{plain(kind)}" viewBox="0 0 {width} {height}" role="img" aria-label="{plain(name)}">'
    return f"{opening}{body}</svg>"
