"""A strip of the culture week as three drawings, with the words of the page's language; colours follow light and dark."""

from django.utils.safestring import SafeString, mark_safe

from rempart.design.drawing.svg import plain, tag
from rempart.people.core.comic import SIZE, Panel, Strip, lines
from rempart.people.core.in_languages import said

WIDE, HIGH = 290, 270
GROUND = 250
STEP = 21  # from line to line
FEET = (75, 215)  # where the two stand


def drawing(strip: Strip, language: str) -> list[SafeString]:
    """One for each panel; who does not see them hears scene and words."""
    return [mark_safe(_panel(one, f"{strip.id}-{at}", language)) for at, one in enumerate(strip.panels)]  # noqa: S308 - escaped by `plain`


def _panel(panel: Panel, name: str, language: str) -> str:
    parts = [tag("title", plain(panel.told(language)), id=name)]
    parts += [tag("rect", x=1, y=1, width=WIDE - 2, height=HIGH - 2, rx=4, _class="bg")]
    parts += [tag("rect", x=1, y=1, width=WIDE - 2, height=HIGH - 2, rx=4, _class="o-plain")]
    high = 60 if "wall" in panel.things else 0
    parts += [_stone(FEET[0], GROUND - high, 64, "f-solid b"), _stone(FEET[1], GROUND - high, 54, "f-solid c")]
    parts += [tag("path", d=f"M10 {GROUND}H{WIDE - 10}", _class="stroke")]
    parts += [THINGS[one]() for one in panel.things]
    top = 12
    for one in panel.says:
        text = lines(said(one.words, language))
        parts.append(_bubble(text, top, FEET[one.who], GROUND - high - 72))
        top += len(text) * STEP + 20
    body = "".join(parts)
    return tag("svg", body, viewBox=f"0 0 {WIDE} {HIGH}", role="img", aria_labelledby=name)


def _stone(x: int, ground: int, size: int, look: str) -> str:
    """A body, two eyes, a mouth."""
    top = ground - size
    body = tag(
        "path",
        d=f"M{x - 30} {ground}q-6 -{size // 2} 8 -{size - 8}q22 -14 44 0q16 {size // 4} 8 {size - 8}z",
        _class=look,
    )
    eyes = "".join(tag("circle", cx=x + off, cy=top + 24, r=3, _class="t-dark") for off in (-9, 9))
    return body + eyes + tag("path", d=f"M{x - 8} {top + 36}q8 6 16 0", _class="stroke")


def _bubble(text: list[str], top: int, x: int, foot: int) -> str:
    high = len(text) * STEP + 12
    box = tag("rect", x=8, y=top, width=WIDE - 16, height=high, rx=8, _class="slab")
    tail = tag("path", d=f"M{x} {top + high}V{max(top + high + 6, foot)}", _class="stroke")
    words = "".join(
        tag("text", plain(line), x=16, y=top + 22 + at * STEP, font_size=round(SIZE)) for at, line in enumerate(text)
    )
    return tail + box + words


def _screen() -> str:
    return tag("rect", x=118, y=196, width=52, height=36, rx=3, _class="slab") + tag(
        "path", d="M144 232v18M128 250h32", _class="stroke"
    )


def _letter() -> str:
    return tag("rect", x=126, y=204, width=36, height=22, _class="bg") + tag(
        "path", d="M126 204l18 12l18 -12M126 204h36v22h-36z", _class="stroke"
    )


def _phone() -> str:
    return tag("rect", x=116, y=206, width=22, height=40, rx=4, _class="slab") + tag(
        "path", d="M123 240h8", _class="stroke"
    )


def _clock() -> str:
    return tag("circle", cx=164, cy=214, r=16, _class="slab") + tag("path", d="M164 204v10h8", _class="stroke")


def _cup(x: int) -> str:
    return tag("path", d=f"M{x} 228h20v16q-10 8 -20 0z", _class="seal") + tag(
        "path", d=f"M{x + 20} 231q9 4 0 9M{x + 6} 222q3 -4 0 -8M{x + 13} 222q3 -4 0 -8", _class="stroke"
    )


def _box() -> str:
    return tag("rect", x=118, y=210, width=54, height=40, _class="slab") + tag(
        "path", d="M118 222h54M145 222v10M141 232h8v8h-8z", _class="stroke"
    )


def _tick() -> str:
    return tag("circle", cx=145, cy=184, r=12, _class="seal") + tag("path", d="M139 184l5 5l8 -10", _class="stroke")


def _cross() -> str:
    return tag("circle", cx=160, cy=196, r=12, _class="seal") + tag(
        "path", d="M155 191l10 10M165 191l-10 10", _class="stroke"
    )


def _wall() -> str:
    rows = [(y, x) for row, y in enumerate((190, 220)) for x in range(14 + 22 * row, WIDE - 60, 66)]
    return "".join(tag("rect", x=x, y=y, width=60, height=27, rx=2, _class="f-solid") for y, x in rows)


THINGS = {
    "screen": _screen, "letter": _letter, "phone": _phone, "clock": _clock, "cup": lambda: _cup(132), "cup2": lambda: _cup(160),
    "box": _box, "tick": _tick, "cross": _cross, "wall": _wall,
}  # fmt: skip
