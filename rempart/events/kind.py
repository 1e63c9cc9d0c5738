"""The form of an event kind: its name, its schema number and one human sentence in each language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventKind:
    """`name` is area.subject.verb in the past tense. Sentences may use {slots} of the entry's body."""

    name: str
    en: str
    fr: str
    zh: str
    schema: int = 1
