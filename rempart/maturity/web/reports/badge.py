"""The badge of a site: the proven level of the wall and the day it was last confirmed, grey while it cannot be."""

from rempart.design import formats
from rempart.design.drawing.badge import Badge, badge_svg
from rempart.maturity.web.present import Frame
from rempart.maturity.web.reports.sayings import say
from rempart.maturity.web.stones import proven_of


def is_confirmed(frame: Frame, *, is_grey: bool) -> bool:
    """`is_grey` as the judge left it; evidence that has run out since then greys it as well."""
    until = frame.document["level"]["wall"]["proven_until"]
    ran_out = until is not None and formats.as_datetime(until) < formats.as_datetime(frame.now_ms)
    return not is_grey and not ran_out


def to_badge(frame: Frame, name: str, *, is_grey: bool) -> str:
    """SVG with its colours inside."""
    document, code, level = frame.document, frame.language, proven_of(frame.document, "wall")
    text = say("badge.wall", code, level=level) if level else say("badge.none", code)
    day = formats.day(document["started_at"], code)
    good = is_confirmed(frame, is_grey=is_grey)
    spoken = say("badge.name" if good else "badge.name_grey", code, name=name or frame.address, text=text, day=day)
    return badge_svg(Badge(text, day, spoken, good, "LAB" if document["lab"] else ""))
