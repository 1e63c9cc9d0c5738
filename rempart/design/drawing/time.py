"""Time drawn: a bar a day of what was up, down or not seen, and percentiles of latency as lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from rempart.design.drawing.svg import plain, tag, words

DAY_WIDTH, DAY_HEIGHT = 8, 28
CHART_WIDTH, CHART_HEIGHT, FLOOR, LEFT = 720, 190, 150, 84


@dataclass(frozen=True, slots=True)
class DayBar:
    """`down` is the share of the measured day that was down, None when nothing was measured."""

    down: float | None


def day_bars(days: Sequence[DayBar]) -> str:
    """The oldest left. A day that was not measured is dotted, never red; the words beside it say the same."""
    parts = ""
    for index, day in enumerate(days):
        x = index * DAY_WIDTH
        if day.down is None:
            parts += tag("rect", _class="o-dot", x=x + 0.5, y=1, width=5.8, height=26)
        elif day.down <= 0:
            parts += tag("rect", _class="c-bar", x=x, y=0, width=6.8, height=DAY_HEIGHT)
        else:
            height = max(4.0, 26 * day.down)
            parts += tag("rect", _class="c-bar lo", x=x + 0.5, y=1, width=5.8, height=26)
            parts += tag("rect", _class="c-bad", x=x + 0.5, y=27 - height, width=5.8, height=height)
    box = f"0 0 {len(days) * DAY_WIDTH} {DAY_HEIGHT}"
    return tag("svg", parts, viewBox=box, preserveAspectRatio="none", aria_hidden="true", focusable="false")


@dataclass(frozen=True, slots=True)
class Latency:
    """`points` are (place 0..1, middle, 95 of 100) in milliseconds; a None breaks the lines: nothing was measured."""

    points: Sequence[tuple[float, int, int] | None]
    marks: Sequence[tuple[float, str]]
    name: str


def latency_chart(picture: Latency) -> str:
    """Two lines over a floor; the scale begins at zero, so that a small change looks small."""
    most = max((point[2] for point in picture.points if point), default=1) or 1
    top = _round_up(most)
    parts = "".join(
        tag("line", _class="c-thin", x1=LEFT, y1=y, x2=CHART_WIDTH, y2=y)
        + words(LEFT - 6, y + 4, f"{round(top * part)} ms", 11, "", anchor="end")
        for part, y in ((1.0, 10.0), (0.5, (FLOOR + 10) / 2))
    )
    parts += tag("line", _class="c-axis", x1=LEFT, y1=FLOOR, x2=CHART_WIDTH, y2=FLOOR)
    for column, kind in ((2, "c-line lo"), (1, "c-line")):
        for run in _runs(picture.points):
            parts += tag("polyline", _class=kind, points=" ".join(_spot(one[0], one[column], top) for one in run))
    for place, text in picture.marks:
        anchor = "start" if place < 0.1 else "end" if place > 0.9 else "middle"
        parts += words(LEFT + place * (CHART_WIDTH - LEFT), FLOOR + 22, text, 12, "", anchor=anchor)
    opening = f'<svg viewBox="0 0 {CHART_WIDTH} {CHART_HEIGHT}" role="img" aria-label="{plain(picture.name)}">'
    return f"{opening}{parts}</svg>"


def _spot(place: float, value: float, top: int) -> str:
    return f"{LEFT + place * (CHART_WIDTH - LEFT):.1f},{FLOOR - (FLOOR - 10) * value / top:.1f}"


def _runs(points: Sequence[tuple[float, int, int] | None]) -> list[list[tuple[float, int, int]]]:
    runs: list[list[tuple[float, int, int]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run if len(run) > 1 else [run[0], (run[0][0] + 0.004, *run[0][1:])] for run in runs if run]


def _round_up(value: int) -> int:
    step: int = 10 ** (len(str(value)) - 1)
    return -(-value // step) * step
