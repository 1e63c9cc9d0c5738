"""The human sentence of an entry in a reader's language."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from rempart.events.kind import EventKind
from rempart.events.word_slots import spoken

MAX_WORD = 200  # characters of one value inside a sentence; the entry's own page shows the rest

Title = Callable[[str, str, str], str | None]  # slot, id, language: what a unit of that id is called

_SLOT = re.compile(r"\{\w+\}")


def template(kind: EventKind, language: str) -> str:
    """The sentence with its slots still open."""
    return {"en": kind.en, "fr": kind.fr, "zh": kind.zh}[language]


def outline(kind: EventKind, language: str) -> str:
    """The sentence with a mark where a slot stands: to choose among kinds."""
    return _SLOT.sub("…", template(kind, language))


def no_title(slot: str, unit_id: str, language: str) -> str | None:
    """Ids as they stand."""
    return None


def say(kind: EventKind, body: Mapping[str, Any], language: str, title: Title = no_title) -> str:
    """The slots filled from the body, codes in words; a dash for what it does not hold."""
    return template(kind, language).format_map(_Words(body, language, title))


class _Words(dict[str, str]):
    def __init__(self, body: Mapping[str, Any], language: str, title: Title) -> None:
        said = (
            (name, title(name, str(value), language) or spoken(name, value, language)) for name, value in body.items()
        )
        super().__init__((name, word[:MAX_WORD]) for name, word in said)

    def __missing__(self, key: str) -> str:
        return "–"
