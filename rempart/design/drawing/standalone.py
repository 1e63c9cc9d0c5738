"""A drawing as a file of its own: name space, colours and size inside, for reports, the README and downloads."""

from rempart.design.drawing.palette import colour, drawing_styles
from rempart.design.drawing.shapes import WallPicture
from rempart.design.drawing.svg import plain
from rempart.design.drawing.wall import wall_svg

MARGIN = 24


def wall_file(picture: WallPicture, title: str, *, dark: bool = False) -> str:
    """The wide wall as an SVG file; `title` is its name for those who cannot see it."""
    inner = wall_svg(picture, prefix="f").replace('aria-hidden="true" ', "")
    sized = inner.replace("<svg ", '<svg width="840" height="580" ', 1)
    width, height = 840 + 2 * MARGIN, 580 + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="{-MARGIN} {-MARGIN} {width} {height}" role="img" aria-label="{plain(title)}" class="wall">'
        f"<title>{plain(title)}</title><style>{drawing_styles(dark=dark)}</style>"
        f'<rect x="{-MARGIN}" y="{-MARGIN}" width="{width}" height="{height}" fill="{colour("ground", dark=dark)}"/>'
        f"{sized}</svg>"
    )
