"""The marks on the wall: the ink line of what is proven, the thin line of what is claimed, the flag of what is needed."""

from rempart.design.drawing.measures import Sheet, Side
from rempart.design.drawing.shapes import Heights, WallPicture
from rempart.design.drawing.svg import polygon, tag, words

LINE_OF_WORDS = 17


def lines_and_flags(sheet: Sheet, side: Side, heights: Heights, picture: WallPicture) -> str:
    """Proven always; claimed only above it; the flag only with a profile; a laboratory run shows the first alone."""
    said, parts, labels = picture.words, [], []
    y = sheet.line_of(heights.proven)
    parts.append(tag("line", _class="proven", x1=side.line[0], y1=y, x2=side.line[1], y2=y))
    labels.append((y, f"{said.proven} {heights.proven}", "t-proven", 650))
    if heights.claimed > heights.proven and not picture.is_lab:
        y = sheet.line_of(heights.claimed)
        parts.append(tag("line", _class="claimed", x1=side.line[0] + 6, y1=y, x2=side.line[1], y2=y))
        labels.append((y, f"{said.claimed} {heights.claimed}", "t-claim", 400))
    if heights.needed and not picture.is_lab:
        y = sheet.line_of(heights.needed)
        parts.append(_flag(sheet, side, y))
        labels.append((y - 3, f"{said.needed} {heights.needed}", "t-accent", 650))
    return "".join(parts) + (_words(side, labels) if sheet.has_names else "")


def _flag(sheet: Sheet, side: Side, y: float) -> str:
    reach, drop = (12, 8) if sheet.has_names else (14, 7)
    flag = polygon("flag", (side.pole, y), (side.pole + reach, y + drop), (side.pole, y + 2 * drop))
    return tag("line", _class="pole", x1=side.pole, y1=sheet.ground, x2=side.pole, y2=y) + flag


def _words(side: Side, labels: list[tuple[float, str, str, int]]) -> str:
    """Under their lines; two at one height stand below each other."""
    drawn, last = [], -100.0
    for y, text, kind, weight in sorted(labels, key=lambda label: label[0]):
        place = max(y + 18, last + LINE_OF_WORDS)
        drawn.append(words(side.words, place, text, 13, kind, weight=weight, anchor="end"))
        last = place
    return "".join(drawn)


def stamp(sheet: Sheet, word: str) -> str:
    """LAB across the drawing."""
    left, right = sheet.wall.span(2)
    middle, width = (left + right) / 2, 232 if sheet.has_names else 136
    top, height = sheet.course(4)[0] + 16, 92 if sheet.has_names else 58
    size = 60 if sheet.has_names else 38
    box = tag("rect", x=middle - width / 2, y=top, width=width, height=height)
    return tag("g", box + words(middle, top + height * 0.72, word, size, weight=650, anchor="middle"), _class="stamp")
