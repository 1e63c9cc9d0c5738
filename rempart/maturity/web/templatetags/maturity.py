"""A control's title and a state's stone, for pages that hold only ids."""

from typing import Any

from django import template
from django.utils.translation import get_language

from rempart.design.drawing.shapes import Look
from rempart.design.formats import short_language
from rempart.maturity.web.reasons import reason_of
from rempart.maturity.web.stones import look_of
from rempart.maturity.web.texts import unit_texts
from rempart.maturity.web.words import look_word

register = template.Library()


@register.filter
def control_title(control: str) -> str:
    """Its title in the language of the page; the id where no such unit exists any more."""
    texts = unit_texts(short_language(get_language()))
    return texts.control(control).title if control in texts.ids else control


@register.filter
def state_look(state: str) -> Look:
    """How a state is drawn where nothing is known of the level."""
    return look_of({"state": state, "class": None, "level": 0, "mandatory": True}, 5)


@register.filter
def state_word(state: str) -> str:
    """The word beside that stone."""
    return look_word(state_look(state))


@register.filter
def row_reason(row: Any) -> str:
    """The sentence of a stored verdict (`control`, `state`, and `body` with `say` and `values`)."""
    language = short_language(get_language())
    texts = unit_texts(language)
    if row.control not in texts.ids or "say" not in (row.body or {}):
        return ""
    entry = {"id": row.control, "state": row.state, "say": row.body["say"], "values": row.body.get("values")}
    return reason_of(entry, texts, language)
