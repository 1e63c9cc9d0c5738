"""The wall and the watch as one drawing, 840 or 360 wide: five courses each, bound by mortar up to what is proven."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rempart.design.drawing.marks import lines_and_flags, stamp
from rempart.design.drawing.measures import NARROW, WIDE, Sheet, Side
from rempart.design.drawing.shapes import STANDING, Heights, Look, StoneShape, WallPicture
from rempart.design.drawing.stone import Box, draw, draw_slab, grain, pattern_definitions
from rempart.design.drawing.svg import plain, polygon, tag, words
from rempart.design.drawing.words import width_of, wrapped
from rempart.terms.level import Dimension


@dataclass(frozen=True, slots=True)
class Placed:
    """A stone and where it lies."""

    stone: StoneShape
    box: Box


def wall_svg(picture: WallPicture, *, narrow: bool = False, prefix: str = "") -> str:
    """The drawing, hidden from screen readers: the list of stones on the page holds the same links and words."""
    sheet = NARROW if narrow else WIDE
    patterns = prefix or ("n" if narrow else "w")
    parts = [pattern_definitions(patterns, sheet.pattern)]
    for side, dimension, heights in _sides(sheet, picture):
        stones = [s for s in picture.stones if s.dimension is dimension and s.mandatory]
        parts.append(_mortar(sheet, side, heights.proven))
        parts.extend(_course(placed, patterns) for placed in place(stones, sheet, side, heights.proven))
        parts.extend(_labels(sheet, side, heights, stones, picture))
    parts.append(_advice(picture, sheet))
    parts.append(_titles(picture, sheet))
    parts.append(tag("line", _class="ground", x1=0, y1=sheet.ground, x2=sheet.width, y2=sheet.ground))
    for side, _, heights in _sides(sheet, picture):
        parts.append(lines_and_flags(sheet, side, heights, picture))
    if picture.is_lab:
        parts.append(stamp(sheet, picture.words.lab))
    return tag(
        "svg",
        "".join(parts),
        _class="narrow" if narrow else "wide",
        viewBox=f"0 0 {sheet.width} {sheet.height}",
        aria_hidden="true",
        focusable="false",
    )


def _sides(sheet: Sheet, picture: WallPicture) -> list[tuple[Side, Dimension, Heights]]:
    return [(sheet.wall, Dimension.WALL, picture.wall), (sheet.watch, Dimension.WATCH, picture.watch)]


def place(stones: Sequence[StoneShape], sheet: Sheet, side: Side, proven: int) -> list[list[Placed]]:
    """Each course as its placed stones; stones of a level stay in the order they came, lowest row first."""
    by_level = {level: list(group) for level, group in groupby(sorted(stones, key=_level), key=_level)}
    courses = []
    for level in range(1, 6):
        members = by_level.get(level, [])
        loose = level > proven
        gap = sheet.loose_gap if loose else sheet.bound_gap
        courses.append(list(_rows(members, sheet, side, level, gap, loose)))
    return courses


def _level(stone: StoneShape) -> int:
    return stone.level


def _rows(stones: list[StoneShape], sheet: Sheet, side: Side, level: int, gap: float, loose: bool) -> Iterator[Placed]:
    if not stones:
        return
    left, right = side.span(level)
    top, bottom = sheet.course(level)
    count = max(min(2, len(stones)), math.ceil(len(stones) / side.per_row))
    height = (bottom - top - (count - 1) * gap) / count
    for row in range(count):
        members = stones[len(stones) * row // count : len(stones) * (row + 1) // count]
        y = bottom - (row + 1) * height - row * gap
        merlons = side.has_merlons and level == 5 and row == count - 1 and len(members) > 1
        yield from _row(members, left, right, y, height, sheet.merlon_gap if merlons else gap, loose)


def _row(
    stones: list[StoneShape], left: float, right: float, y: float, height: float, gap: float, loose: bool
) -> Iterator[Placed]:
    shares = [0.82 + 0.4 * grain(stone.id, 10)[9] for stone in stones]
    free = right - left - gap * (len(stones) - 1)
    x = left
    for stone, share in zip(stones, shares, strict=True):
        width = free * share / sum(shares)
        yield Placed(stone, Box(x, y, width, height, stone.id, loose))
        x += width + gap


def _course(course: list[Placed], patterns: str) -> str:
    return tag("g", "".join(_linked(one.stone, one.box, _look(one, patterns)) for one in course)) if course else ""


def _look(placed: Placed, patterns: str) -> str:
    look = placed.stone.look
    return draw(Look.MET if look is Look.MET_AHEAD and not placed.box.loose else look, placed.box, patterns)


def _linked(stone: StoneShape, box: Box, drawn: str) -> str:
    from_word = f": {stone.word}" if stone.word else ""
    title = tag("title", plain(f"{stone.title}{from_word}") or "-")
    hit = tag("rect", _class="hit", x=box.x, y=box.y, width=box.width, height=box.height)
    return tag("a", title + drawn + hit, href=stone.href, tabindex="-1")


def _mortar(sheet: Sheet, side: Side, proven: int) -> str:
    parts = []
    for level in range(1, min(proven, 5) + 1):
        left, right = side.span(level)
        top = sheet.course(level)[0] - 1
        bottom = sheet.ground if level == 1 else sheet.course(level - 1)[0] - 1
        parts.append(polygon("mortar", (left - 3, bottom), (right + 3, bottom), (right + 3, top), (left - 3, top)))
    return "".join(parts)


def _labels(
    sheet: Sheet, side: Side, heights: Heights, stones: list[StoneShape], picture: WallPicture
) -> Iterator[str]:
    for level in range(1, 6):
        top, bottom = sheet.course(level)
        kind = "" if level <= heights.proven else "t-quiet"
        weight = 650 if level <= heights.proven else 400
        anchor = "end" if side.labels_right else "start"
        x = sheet.width if side.labels_right else 0
        if not sheet.has_names:
            yield words(x, (top + bottom) / 2 + 6, str(level), 16, kind, weight=weight, anchor=anchor)
            continue
        here = [stone for stone in stones if stone.level == level]
        count = picture.words.of.format(met=sum(s.look in STANDING for s in here), all=len(here))
        lines = [*wrapped(heights.names[level - 1], side.label_width), count]
        block = len(lines) * 17 + 8
        # the watch has its line words above the label, in the same column
        y = bottom - block if side.labels_right else (top + bottom) / 2 - block / 2 + 10
        yield words(x, y, str(level), 22, kind, weight=weight, anchor=anchor)
        for index, line in enumerate(lines):
            quiet = "t-quiet" if index == len(lines) - 1 else kind
            yield words(x, y + 20 + index * 17, line, 13, quiet, anchor=anchor)


def _advice(picture: WallPicture, sheet: Sheet) -> str:
    slabs = [stone for stone in picture.stones if not stone.mandatory]
    if not slabs:
        return ""
    left, right = sheet.wall.span(1)
    gap = 5
    width = (right - left - gap * (len(slabs) - 1)) / len(slabs)
    drawn = []
    for index, stone in enumerate(slabs):
        box = Box(left + index * (width + gap), sheet.slab_top, width, sheet.slab_height, stone.id)
        drawn.append(_linked(stone, box, draw_slab(stone.look, box)))
    return tag("g", "".join(drawn))


def _titles(picture: WallPicture, sheet: Sheet) -> str:
    said, slabs = picture.words, [stone for stone in picture.stones if not stone.mandatory]
    count = said.of.format(met=sum(s.look in STANDING for s in slabs), all=len(slabs))
    size = 14 if sheet.has_names else 12
    wall, watch = sheet.wall.span(1)[0], sheet.watch.span(1)[0]
    parts = [words(wall, 12, said.wall, size, weight=650)]
    if sheet.has_names:
        room = sheet.width - watch - 1.36 * width_of(said.watch) - 10
        parts += [
            words(watch, 12, said.watch, size, weight=650),
            words(wall + 1.36 * width_of(said.wall) + 10, 12, said.wall_under, 13, "t-quiet"),
            *(
                [words(sheet.width, 12, said.watch_under, 13, "t-quiet", anchor="end")]
                if width_of(said.watch_under) <= room
                else []
            ),
            *[
                words(0, sheet.slab_top + 11 + 14 * index, line, 13, "t-quiet")
                for index, line in enumerate(wrapped(f"{said.advice} {count}", sheet.wall.label_width))
                if slabs
            ],
        ]
    else:
        parts.append(words(sheet.width, 12, said.watch, size, weight=650, anchor="end"))
        if slabs:
            parts.append(words(wall, sheet.slab_top + 25, f"{said.below} {count}", 12, "t-quiet"))
    return "".join(parts)
