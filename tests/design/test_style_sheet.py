"""The style sheet: each token once, every variable defined, contrast as WCAG 2.2 AA asks in light and dark."""

import re
from pathlib import Path

import pytest

import rempart.design
from rempart.design.drawing.palette import colour

SHEET = (Path(rempart.design.__file__).parent / "static/design/rempart.css").read_text("utf-8")
TEXT_ON = [("ink", "ground"), ("ink-2", "ground"), ("ink-3", "ground"), ("ink-3", "sunk"), ("accent", "ground"),
    ("on-accent", "accent"), ("ink", "accent-soft"), ("ok", "ground"), ("bad", "ground"), ("info", "ground"),
    ("ink", "bad-soft"), ("ink", "info-soft"), ("ink-3", "surface"), ("bad", "surface")]  # fmt: skip
SHAPE_ON = [("edge", "ground"), ("edge", "surface"), ("stone-1", "ground"), ("bad", "bad-soft"), ("info", "surface")]


def luminance(value: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, two: str) -> float:
    """Contrast ratio, 1 to 21."""
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_variable_is_defined_once() -> None:
    defined = re.findall(r"^\s+(--[a-z0-9-]+):|; (--[a-z0-9-]+):", SHEET.split("}")[0], re.MULTILINE)
    names = [first or second for first, second in defined]
    assert len(names) == len(set(names))
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", SHEET)) <= set(names)


def test_colours_stand_only_in_tokens() -> None:
    rest = SHEET[SHEET.index("/* 2. Elements") : SHEET.index("@media print")]
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", rest)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_is_readable(text: str, ground: str, dark: bool) -> None:
    assert ratio(colour(text, dark=dark), colour(ground, dark=dark)) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON)
def test_shapes_can_be_seen(shape: str, ground: str, dark: bool) -> None:
    assert ratio(colour(shape, dark=dark), colour(ground, dark=dark)) >= 3
