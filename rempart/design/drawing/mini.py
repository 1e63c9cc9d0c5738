"""The small wall of lists and proof pages: five bars and five bars, no stones at this size."""

from rempart.design.drawing.svg import polygon, tag

WIDTH, HEIGHT, BASE = 112, 46, 44.5
BAR, STEP = 7, 8


def mini_svg(wall: tuple[int, int | None], watch: tuple[int, int | None], *, is_grey: bool = False) -> str:
    """`(proven, needed)` of wall and watch. `is_grey` = it cannot be confirmed now: filled bars turn pale."""
    parts = _tower(0, 62, wall[0], is_grey) + _tower(80, 18, watch[0], is_grey)
    parts += _line(0, 66, wall[0]) + _line(78, 102, watch[0])
    parts += tag("line", _class="base", x1=0, y1=BASE, x2=WIDTH, y2=BASE)
    parts += _flag(67, wall[1]) + _flag(103, watch[1])
    return tag("svg", parts, _class="mini", viewBox=f"0 0 {WIDTH} {HEIGHT}", aria_hidden="true", focusable="false")


def _top(level: int) -> int:
    return 36 - STEP * (level - 1)


def _tower(left: int, width: int, proven: int, is_grey: bool) -> str:
    bars = ""
    for level in range(1, 6):
        if level <= proven:
            bars += tag("rect", _class="g" if is_grey else "m", x=left, y=_top(level), width=width, height=BAR)
        else:
            bars += tag("rect", _class="o", x=left + 0.5, y=_top(level) + 0.5, width=width - 1, height=BAR - 1)
    return bars


def _line(left: int, right: int, proven: int) -> str:
    y = BASE if proven <= 0 else _top(proven) - 1.5
    return tag("line", _class="lvl", x1=left, y1=y, x2=right, y2=y)


def _flag(x: int, needed: int | None) -> str:
    if not needed:
        return ""
    y = _top(needed) - 1
    pole = tag("line", _class="po", x1=x, y1=44, x2=x, y2=y)
    return pole + polygon("fl", (x, y), (x + 7, y + 3), (x, y + 6))
