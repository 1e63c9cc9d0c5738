"""The small stones beside words: one symbol for each look, used by `<use href="#st-met">`; and the big stone."""

from rempart.design.drawing.shapes import Look
from rempart.design.drawing.stone import Box, draw, pattern_definitions
from rempart.design.drawing.svg import tag

WIDTH, HEIGHT = 28, 18


def sprite() -> str:
    """An unseen drawing that holds the symbols; once on each page, right after the body begins."""
    symbols = "".join(
        tag("symbol", draw(look, _box(look), "s"), id=f"st-{look}", viewBox=f"0 0 {WIDTH} {HEIGHT}") for look in Look
    )
    return tag("svg", pattern_definitions("s", 0.8) + symbols, _class="sprite", aria_hidden="true", focusable="false")


def _box(look: Look) -> Box:
    return Box(2, 6, 24, 8) if look is Look.ADVICE else Box(1, 1, WIDTH - 2, HEIGHT - 2, loose=look is Look.MET_AHEAD)


def big(look: Look, seed: str = "") -> str:
    """The stone at the head of its own page."""
    stone = draw(look, Box(4, 4, 200, 104, seed, loose=look is Look.MET_AHEAD), "b")
    return tag(
        "svg",
        pattern_definitions("b") + stone,
        _class="bigstone",
        viewBox="0 0 208 112",
        aria_hidden="true",
        focusable="false",
    )
