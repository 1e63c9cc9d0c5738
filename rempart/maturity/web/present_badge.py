"""The badge's words in the language of the page; the drawing is the design system's."""

from django.utils.translation import gettext as _

from rempart.design import formats
from rempart.design.drawing.badge import Badge
from rempart.maturity.web.stones import Document, proven_of


def badge_of(document: Document, language: str, *, now_ms: int) -> Badge:
    """Proven level and date; grey exactly while the evidence that carries it has run out, or none is proven."""
    level, wall = proven_of(document, "wall"), document["level"]["wall"]
    until = wall["proven_until"]
    is_confirmed = level > 0 and (until is None or formats.as_datetime(until) > formats.as_datetime(now_ms))
    day = formats.day(document["started_at"], language)
    text = _("Wall %(level)s proven") % {"level": level} if level else _("No level proven")
    name = _("%(text)s, %(day)s") if is_confirmed else _("%(text)s, %(day)s; it cannot be confirmed now")
    return Badge(text, day, name % {"text": text, "day": day}, is_confirmed, "LAB" if document["lab"] else "")
