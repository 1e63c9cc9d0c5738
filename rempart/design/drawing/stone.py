"""One stone in a box, in each of its looks: a shape and a pattern of its own, never colour alone."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from rempart.design.drawing.shapes import Look
from rempart.design.drawing.svg import polygon, tag

INSET = 0.8  # outlines stay inside their box by half a stroke


@dataclass(frozen=True, slots=True)
class Box:
    """Where a stone lies. `seed` makes it irregular, always in the same way; `loose` = no mortar around it."""

    x: float
    y: float
    width: float
    height: float
    seed: str = ""
    loose: bool = False

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


def grain(seed: str, count: int) -> list[float]:
    """`count` numbers between 0 and 1 that depend on the seed alone."""
    digest = hashlib.sha256(seed.encode("utf-8", "replace")).digest()
    return [digest[i % len(digest)] / 255 for i in range(count)]


def draw(look: Look, box: Box, patterns: str) -> str:
    """The stone; `patterns` is the prefix of the pattern ids of the drawing it stands in."""
    return _DRAW[look](box, patterns)


def pattern_definitions(prefix: str, scale: float = 1.0) -> str:
    """The four fills: hatching (claimed), dots (unknown), weathered (old evidence); ids are prefix + letter."""
    hatch, dot, worn = 6 * scale, 7 * scale, 8 * scale
    return tag(
        "defs",
        tag(
            "pattern",
            tag("line", _class="f-hatch", x1=hatch / 2, y1=0, x2=hatch / 2, y2=hatch),
            id=f"{prefix}h",
            width=hatch,
            height=hatch,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )
        + tag(
            "pattern",
            tag("circle", _class="f-dot", cx=dot / 2, cy=dot / 2, r=0.9),
            id=f"{prefix}d",
            width=dot,
            height=dot,
            patternUnits="userSpaceOnUse",
        )
        + tag(
            "pattern",
            tag(
                "path",
                _class="f-worn",
                d=f"M0 {worn / 4:.1f}h{worn / 2:.1f}M{worn / 2:.1f} {worn * 3 / 4:.1f}h{worn / 2:.1f}",
            ),
            id=f"{prefix}w",
            width=worn,
            height=worn,
            patternUnits="userSpaceOnUse",
        ),
    )


def _inner(box: Box) -> dict[str, float]:
    return {
        "x": box.x + INSET,
        "y": box.y + INSET,
        "width": max(box.width - 2 * INSET, 1),
        "height": max(box.height - 2 * INSET, 1),
    }


def _corners(box: Box) -> list[tuple[float, float]]:
    """Four corners, each moved a little so that no two stones are alike."""
    swing = min(1.6 if box.loose else 1.0, box.width / 24, box.height / 12) if box.seed else 0.0
    g = [(n - 0.5) * 2 * swing for n in grain(box.seed, 8)] if box.seed else [0.0] * 8
    return [
        (box.x + g[0], box.y + g[1]),
        (box.right + g[2], box.y + g[3]),
        (box.right + g[4], box.bottom + g[5]),
        (box.x + g[6], box.bottom + g[7]),
    ]


def _solid(box: Box, _: str) -> str:
    corners = _corners(box)
    shade = ("", " b", " c")[int(grain(box.seed, 9)[8] * 2.99)] if box.seed else ""
    (x1, y1), (x2, y2) = corners[0], corners[1]
    light = tag("line", _class="hi", x1=x1 + 1, y1=y1 + 0.9, x2=x2 - 1, y2=y2 + 0.9)
    return polygon("f-loose" if box.loose else f"f-solid{shade}", *corners) + ("" if box.loose else light)


def _ahead(box: Box, patterns: str) -> str:
    return _solid(Box(box.x, box.y, box.width, box.height, box.seed, loose=True), patterns)


def _attested(box: Box, patterns: str) -> str:
    radius = max(min(box.height * 0.27, box.width * 0.22, 8), 3)
    centre = {"cx": box.x + box.width * 0.65, "cy": box.y + box.height / 2}
    return (
        _solid(box, patterns)
        + tag("circle", _class="seal", r=radius, **centre)
        + tag("circle", _class="seal-in", r=radius * 0.45, **centre)
    )


def _claimed(box: Box, patterns: str) -> str:
    inner = _inner(box)
    return (
        tag("rect", _class="bg", **inner)
        + tag("rect", fill=f"url(#{patterns}h)", **inner)
        + tag("rect", _class="o-claim", **inner)
    )


def _partial(box: Box, _: str) -> str:
    middle = box.y + box.height / 2
    half = polygon(
        "f-loose" if box.loose else "f-solid",
        (box.x, middle),
        (box.right, middle),
        (box.right, box.bottom),
        (box.x, box.bottom),
    )
    return tag("rect", _class="o-plain", **_inner(box)) + half


def _broken(box: Box, _: str) -> str:
    """Two halves apart, with a short crack running into the left one."""
    left, right, top, bottom = box.x + INSET, box.right - INSET, box.y + INSET, box.bottom - INSET
    cut = box.x + box.width * (0.42 + 0.12 * grain(box.seed, 1)[0])
    swing, gap = box.width * 0.07, min(max(box.width * 0.1, 2.6), 6)
    heights = [top, top + (bottom - top) * 0.29, top + (bottom - top) * 0.52, top + (bottom - top) * 0.77, bottom]
    edge = [cut + swing * k for k in (0.5, -0.9, 0.8, -0.35, 0.3)]
    one = [(x - gap / 2, y) for x, y in zip(edge, heights, strict=True)]
    two = [(x + gap / 2, y) for x, y in zip(edge, heights, strict=True)]
    (x1, y1), reach = one[1], min(swing * 1.6, box.width * 0.12)
    crack = tag("path", _class="crackline", d=f"M{x1:.1f} {y1:.1f}l{-reach:.1f} {(bottom - top) * 0.15:.1f}")
    return (
        polygon("f-crack", (left, top), *one, (left, bottom))
        + polygon("f-crack", (right, top), *two, (right, bottom))
        + crack
    )


def _contradicted(box: Box, patterns: str) -> str:
    """Cut aslant: solid on the left, hatched on the right."""
    top, bottom = box.x + box.width * 0.52, box.x + box.width * 0.36
    gap = 3.0
    right = [
        (top + gap, box.y + INSET),
        (box.right - INSET, box.y + INSET),
        (box.right - INSET, box.bottom - INSET),
        (bottom + gap, box.bottom - INSET),
    ]
    return (
        polygon(
            "f-loose" if box.loose else "f-solid",
            (box.x, box.y),
            (top, box.y),
            (bottom, box.bottom),
            (box.x, box.bottom),
        )
        + polygon("bg", *right)
        + polygon("", *right, fill=f"url(#{patterns}h)")
        + polygon("o-claim", *right)
    )


def _stale(box: Box, patterns: str) -> str:
    inner = _inner(box)
    return tag("rect", _class="f-old", **inner) + tag("rect", fill=f"url(#{patterns}w)", **inner)


def _unknown(box: Box, patterns: str) -> str:
    inner = _inner(box)
    return tag("rect", fill=f"url(#{patterns}d)", **inner) + tag("rect", _class="o-dot", **inner)


def _error(box: Box, _: str) -> str:
    x, y, arm = box.x + box.width / 2, box.y + box.height / 2, min(box.height * 0.18, box.width * 0.18, 6)
    cross = f"M{x - arm:.1f} {y - arm:.1f}l{2 * arm:.1f} {2 * arm:.1f}M{x + arm:.1f} {y - arm:.1f}l{-2 * arm:.1f} {2 * arm:.1f}"
    return tag("rect", _class="o-dot", **_inner(box)) + tag("path", _class="cross", d=cross)


def _not_applicable(box: Box, _: str) -> str:
    x, y, reach = box.x + box.width / 2, box.y + box.height / 2, box.width * 0.2
    stroke = tag("line", _class="stroke", x1=x - reach, y1=y, x2=x + reach, y2=y)
    return tag("rect", _class="o-plain", **_inner(box)) + stroke


def _advice(box: Box, _: str) -> str:
    return tag("rect", _class="slab", x=box.x, y=box.y, width=box.width, height=box.height)


def draw_slab(look: Look, box: Box) -> str:
    """Advice: a thin slab that carries nothing; cracked, dotted or plain."""
    if look in {Look.NOT_MET, Look.PARTIAL, Look.CONTRADICTED}:
        x, h = box.x + box.width * 0.55, box.height
        crack = f"M{x:.1f} {box.y:.1f}l-4 {h * 0.5:.1f} 5 {h * 0.2:.1f} -3 {h * 0.3:.1f}"
        return tag("rect", _class="slab no", x=box.x, y=box.y, width=box.width, height=h) + tag(
            "path", _class="slabcrack", d=crack
        )
    kind = "slab" if look in {Look.MET, Look.MET_AHEAD, Look.ATTESTED, Look.NOT_APPLICABLE} else "slab un"
    return tag("rect", _class=kind, x=box.x, y=box.y, width=box.width, height=box.height)


_DRAW: dict[Look, Callable[[Box, str], str]] = {
    Look.MET: _solid,
    Look.MET_AHEAD: _ahead,
    Look.ATTESTED: _attested,
    Look.CLAIMED: _claimed,
    Look.PARTIAL: _partial,
    Look.NOT_MET: _broken,
    Look.CONTRADICTED: _contradicted,
    Look.STALE: _stale,
    Look.UNKNOWN: _unknown,
    Look.ERROR: _error,
    Look.NOT_APPLICABLE: _not_applicable,
    Look.ADVICE: _advice,
}
