"""Entries as lines of a page: when, what, who, about whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo

from django.http import HttpRequest

from rempart.design import formats
from rempart.events.catalogue import catalogue
from rempart.events.sentence import say
from rempart.ledger.entry import Entry
from rempart.ledger.store import Numbered
from rempart.record.web.clock import When, when
from rempart.record.web.names import Names
from rempart.registry.spoken import title


@dataclass(frozen=True, slots=True)
class Line:
    """One entry; `index` is its number in the whole record, `severity` is empty for what is for the record alone."""

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


def lines(request: HttpRequest, entries: Iterable[Numbered], zone: tzinfo, language: str) -> list[Line]:
    """Names are looked up once for all of them."""
    held = [(number, recorded.entry) for number, recorded in entries]
    ids = {said.subject.id for _, said in held} | {said.actor.partition(":")[2] for _, said in held}
    names, kinds = Names(request, ids), catalogue()
    return [
        Line(
            index=number,
            when=when(said.at_ms, zone, language),
            sentence=sentence_of(said, language),
            kind=said.kind,
            severity=kinds[said.kind].severity.word if said.kind in kinds and kinds[said.kind].severity else "",
            actor=said.actor.partition(":")[2] if said.actor.startswith("account:") else "",
            who=names.actor(said.actor),
            about="" if said.subject.id == said.org else names.about(said.subject.kind, said.subject.id),
            subject=said.subject.id,
        )
        for number, said in held
    ]  # fmt: skip
