"""By which terms an entry is found: its kind, who did it, whom it names, the words of its sentence."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rempart.events.kind import EventKind
from rempart.ledger.entry import Entry

MAX_TERMS = 40  # of one entry; a body that names hundreds must not swell the index
MAX_TERM = 64  # characters
MAX_WORDS = 8  # of a question; more narrow nothing down
MAX_QUESTION = 200  # characters
_UID = re.compile(r"[23456789abcdefghjkmnpqrstuvwxyz]{16}").fullmatch  # the alphabet of directory's uids
_WORD = re.compile(r"[^\W_][\w.-]*[^\W_]|[^\W_]")
_PART = re.compile(r"[._-]+")  # an address is found by each of its names
_SLOT = re.compile(r"\{(\w+)\}")


def terms_of(entry: Entry, kind: EventKind | None) -> list[str]:
    """Terms of an entry, each once: `kind:`, `actor:`, `id:` and `word:`."""
    found = {f"kind:{entry.kind}": None}
    if ":" in entry.actor:
        found[f"actor:{entry.actor}"] = None
    if entry.subject.id != entry.org:
        found[f"id:{entry.subject.id}"] = None
    for uid in _uids(entry.body):
        found[f"id:{uid}"] = None
    for word in _slot_words(entry.body, kind):
        found[f"word:{word}"] = None
    return [term for term in found if len(term) <= MAX_TERM + 8][:MAX_TERMS]


def _uids(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        if _UID(value.rpartition(":")[2]):
            yield value.rpartition(":")[2]
    elif depth < 3 and isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _uids(inner, depth + 1)


def _slot_words(body: Mapping[str, Any], kind: EventKind | None) -> Iterator[str]:
    for slot in dict.fromkeys(_SLOT.findall(kind.en)) if kind else ():
        value = body.get(slot)
        if isinstance(value, str | int):
            for word in words(str(value)):
                yield word
                yield from (part for part in _PART.split(word) if part != word)


def words(text: str) -> list[str]:
    """Words as they are indexed and asked for: small letters, no marks around them."""
    return [word[:MAX_TERM] for word in _WORD.findall(text.casefold())]


def question_words(text: str) -> list[str]:
    """The words of a question, each once."""
    return list(dict.fromkeys(words(text[:MAX_QUESTION])))[:MAX_WORDS]


def kinds_saying(word: str, kinds: Mapping[str, EventKind], language: str) -> list[str]:
    """Kinds whose name, or whose sentence in that language (slots left out), holds the word."""
    return [
        name
        for name, kind in kinds.items()
        if word in name or word in _SLOT.sub(" ", {"en": kind.en, "fr": kind.fr, "zh": kind.zh}[language]).casefold()
    ]
