"""Entries as lines of a page: when, what, who, about whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo

from django.http import HttpRequest

from rempart.design import formats
from rempart.events.catalogue import catalogue
from rempart.events.sentence import say
from rempart.ledger.entry import Entry, Recorded
from rempart.record.web.clock import When, when
from rempart.record.web.names import Names
from rempart.registry.spoken import title


@dataclass(frozen=True, slots=True)
class Line:
    """One entry; `severity` is empty for what is for the record alone."""

    index: int
    when: When
    sentence: str
    kind: str
    severity: str
    actor: str
    who: str
    about: str
    subject: str


def sentence_of(entry: Entry, language: str) -> str:
    """The kind's sentence in the reader's language; the kind's name for one a newer release wrote."""
    kind = catalogue().get(entry.kind)
    return formats.spaced(say(kind, entry.body, language, title), language) if kind else entry.kind


def lines(request: HttpRequest, entries: Iterable[Recorded], zone: tzinfo, language: str) -> list[Line]:
    """Names are looked up once for all of them."""
    held = list(entries)
    ids = {one.entry.subject.id for one in held} | {one.entry.actor.partition(":")[2] for one in held}
    names, kinds = Names(request, ids), catalogue()
    return [
        Line(
            index=one.index,
            when=when(one.entry.at_ms, zone, language),
            sentence=sentence_of(one.entry, language),
            kind=one.entry.kind,
            severity=kinds[one.entry.kind].severity.word if one.entry.kind in kinds and kinds[one.entry.kind].severity else "",
            actor=one.entry.actor.partition(":")[2] if one.entry.actor.startswith("account:") else "",
            who=names.actor(one.entry.actor),
            about="" if one.entry.subject.id == one.entry.org else names.about(one.entry.subject.kind, one.entry.subject.id),
            subject=one.entry.subject.id,
        )
        for one in held
    ]  # fmt: skip
