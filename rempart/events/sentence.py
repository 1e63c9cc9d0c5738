"""The human sentence of an entry in a reader's language."""

import re
from collections.abc import Mapping
from typing import Any

from rempart.events.kind import EventKind

MAX_WORD = 200  # characters of one value inside a sentence; the entry's own page shows the rest

_SLOT = re.compile(r"\{\w+\}")


def template(kind: EventKind, language: str) -> str:
    """The sentence with its slots still open."""
    return {"en": kind.en, "fr": kind.fr, "zh": kind.zh}[language]


def outline(kind: EventKind, language: str) -> str:
    """The sentence with a mark where a slot stands: to choose among kinds."""
    return _SLOT.sub("…", template(kind, language))


def say(kind: EventKind, body: Mapping[str, Any], language: str) -> str:
    """The slots filled from the body; a dash for what it does not hold."""
    return template(kind, language).format_map(_Words(body))


class _Words(dict[str, str]):
    def __init__(self, body: Mapping[str, Any]) -> None:
        super().__init__((name, str(value)[:MAX_WORD]) for name, value in body.items())

    def __missing__(self, key: str) -> str:
        return "–"
