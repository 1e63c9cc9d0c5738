"""SVG elements as text, everything escaped, numbers short. The only place that writes angle brackets."""

import re
from html import escape

Number = int | float

# Characters that XML 1.0 does not allow at all; a title from outside may hold them.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """Text safe between tags and inside attributes."""
    return escape(_NOT_XML.sub("\ufffd", text))


def short(value: Number) -> str:
    """At most one decimal, no trailing zero."""
    return f"{value:.1f}".removesuffix(".0")


def tag(name: str, body: str = "", /, **attributes: str | Number) -> str:
    """One element; an underscore in an attribute name becomes a dash, a leading one is dropped (`_class`)."""
    said = "".join(f' {_attribute(key)}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{said}>{body}</{name}>" if body else f"<{name}{said}/>"


def words(
    x: Number,
    y: Number,
    text: str,
    size: int,
    kind: str = "",
    *,
    weight: int = 400,
    anchor: str = "start",
) -> str:
    """A line of text; the styles come from the style sheet, the size from here because it must fit the drawing."""
    return tag("text", plain(text), _class=kind, x=x, y=y, font_size=size, font_weight=weight, text_anchor=anchor)


def polygon(kind: str, *points: tuple[Number, Number], **attributes: str) -> str:
    """A closed shape through the points."""
    return tag("polygon", _class=kind, points=" ".join(f"{short(x)},{short(y)}" for x, y in points), **attributes)


def _attribute(key: str) -> str:
    return key.removeprefix("_").replace("_", "-") if key not in {"viewBox", "tabindex"} else key


def _value(value: str | Number) -> str:
    return plain(value) if isinstance(value, str) else short(value)
