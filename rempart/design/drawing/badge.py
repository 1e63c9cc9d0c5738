"""The badge a site may show: proven level and its date, grey exactly while it cannot be confirmed (model.md section 2)."""

from dataclasses import dataclass

from rempart.design.drawing.palette import colour
from rempart.design.drawing.svg import plain, tag
from rempart.design.drawing.words import HAN, LATIN

HEIGHT, PAD, MARK = 28, 10, 20
BOLD = 1.08  # bold letters are a little wider


@dataclass(frozen=True, slots=True)
class Badge:
    """`text` like "Wall 2 proven", `date` like "21 Nov 2026"; `name` is the whole sentence for screen readers."""

    text: str
    date: str
    name: str
    is_confirmed: bool
    lab: str = ""


def badge_svg(badge: Badge) -> str:
    """A file of its own, with colours as attributes: other people's pages send their own style rules."""
    ink, quiet = colour("ink"), colour("ink-3")
    stone = colour("stone-2") if badge.is_confirmed else colour("stone-old")
    said = [badge.text, badge.date] if not badge.lab else [badge.lab, badge.text]
    x, texts = PAD + MARK + 6.0, ""
    for index, text in enumerate(said):
        room = _room(text) * (BOLD if index == 0 else 1)
        texts += tag(
            "text",
            plain(text),
            x=x,
            y=18.5,
            font_size=13,
            font_family="system-ui, sans-serif",
            font_weight=600 if index == 0 else 400,
            fill=(ink if index == 0 else quiet) if badge.is_confirmed else quiet,
            textLength=room,
            lengthAdjust="spacingAndGlyphs",
        )
        x += room + 8
    width = x - 8 + PAD
    frame = tag(
        "rect",
        x=0.5,
        y=0.5,
        width=width - 1,
        height=HEIGHT - 1,
        rx=3,
        fill=colour("surface"),
        stroke=colour("edge"),
        **({} if badge.is_confirmed and not badge.lab else {"stroke-dasharray": "4 3"}),
    )
    mark = tag(
        "path",
        d="M10 8h5v3h3V8h4v3h3V8h5v6H10zM10 15h6v6h-6zM17 15h13v6H17z",
        fill=stone,
        transform="translate(-1 -.5)",
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{HEIGHT}" viewBox="0 0 {width:.0f} {HEIGHT}" '
        f'role="img" aria-label="{plain(badge.name)}"><title>{plain(badge.name)}</title>{frame}{mark}{texts}</svg>'
    )


def _room(text: str) -> float:
    return sum(HAN if ord(letter) > 0x2E80 else LATIN for letter in text)
