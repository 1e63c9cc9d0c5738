"""Tags and filters: stones, dates, money, durations and shares in the language of the page."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from rempart.design import formats
from rempart.design.drawing.shapes import Look
from rempart.design.drawing.sprite import sprite
from rempart.design.drawing.svg import tag

register = template.Library()


def _language() -> str:
    return formats.short_language(get_language())


@register.simple_tag
def stones() -> SafeString:
    """The symbols that `stone` points to; base.html has them on every page."""
    return _drawn(sprite())


@register.simple_tag
def stone(look: str) -> SafeString:
    """A small stone; always followed by its word."""
    use = tag("use", href=f"#st-{Look(look)}")
    return _drawn(tag("svg", use, _class="swatch", aria_hidden="true", focusable="false"))


@register.simple_tag
def colon() -> str:
    """With the space that the language of the page wants."""
    return formats.colon(_language())


@register.simple_tag
def comma() -> str:
    """Between two parts of a sentence, as the language of the page writes it."""
    return formats.comma(_language())


@register.filter
def listed(words: Any) -> str:
    """Things one after the other."""
    return formats.listed(words, _language())


@register.filter
def localdate(value: Any) -> str:
    """The day as the language writes it; empty for nothing."""
    return formats.day(value, _language()) if value else ""


@register.filter
def localmoment(value: Any) -> str:
    """Day and minute, UTC; empty for nothing."""
    return formats.moment(value, _language()) if value else ""


@register.filter
def money(value: Any) -> str:
    """`{amount_minor, currency}` or Money; empty for nothing, because unknown is not zero."""
    return formats.money(value, _language()) if value else ""


@register.filter
def duration(seconds: Any) -> str:
    """The largest whole unit; empty for nothing."""
    return formats.duration(seconds, _language()) if seconds is not None else ""


@register.filter
def share(value: Any) -> str:
    """0..1 as a percentage; empty for nothing."""
    return formats.share(value, _language()) if value is not None else ""


@register.filter
def figure(value: Any) -> str:
    """A number with the thousands of the language; empty for nothing."""
    return formats.number(value, _language()) if value is not None else ""


@register.filter
def typeset(text: Any) -> str:
    """French narrow spaces, Chinese spaces around Latin letters and digits."""
    return formats.spaced(str(text), _language())


def _drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 - made by rempart.design.drawing, which escapes every word
