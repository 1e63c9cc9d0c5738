"""Observations sorted once per subject, so that each control finds what concerns it without a search."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from rempart.facts.answer import Answer
from rempart.facts.document import Document
from rempart.facts.fact import Fact, Observation
from rempart.facts.not_seen import NotSeen
from rempart.terms.duration import MINUTE_S, YEAR_S

CLOCK_SKEW_MS = 5 * MINUTE_S * 1000  # what another machine's clock may run ahead; later facts do not count yet
APPLIES_MAX_AGE_MS = YEAR_S * 1000  # what says that a control does not apply must be said again within a year


class Evidence:
    """The observations about one subject (its host's and organisation's included), by what they speak of."""

    __slots__ = ("_applicable", "answers", "by_kind", "documents", "not_seen", "now_ms")

    def __init__(self, observations: Iterable[Observation], now_ms: int) -> None:
        self.now_ms = now_ms
        self.by_kind: dict[str, list[Observation]] = defaultdict(list)
        self.not_seen: dict[str, list[Observation]] = defaultdict(list)
        self.answers: dict[str, list[Observation]] = defaultdict(list)
        self.documents: dict[str, list[Observation]] = defaultdict(list)
        self._applicable: dict[str, Observation] | None = None
        for seen in observations:
            if seen.taken_at_ms > now_ms + CLOCK_SKEW_MS:
                continue
            fact = seen.fact
            if isinstance(fact, NotSeen):
                self.not_seen[fact.wanted].append(seen)
            elif isinstance(fact, Answer):
                self.answers[fact.control].append(seen)
            elif isinstance(fact, Document):
                self.documents[fact.control].append(seen)
            else:
                self.by_kind[fact.kind].append(seen)

    @classmethod
    def of(cls, observations: "Iterable[Observation] | Evidence", now_ms: int) -> "Evidence":
        """Sorted evidence as it is, anything else sorted now."""
        if isinstance(observations, Evidence) and observations.now_ms == now_ms:
            return observations
        return cls(observations, now_ms)

    def __iter__(self) -> Iterator[Observation]:
        for pool in (self.by_kind, self.not_seen, self.answers, self.documents):
            for many in pool.values():
                yield from many

    @property
    def applicable(self) -> Mapping[str, Observation]:
        """The newest fact of each kind, as far as it is young enough to say whether a control applies."""
        if self._applicable is None:
            oldest = self.now_ms - APPLIES_MAX_AGE_MS
            newest = {kind: many[0] if len(many) == 1 else max(many, key=rank) for kind, many in self.by_kind.items()}
            self._applicable = {kind: seen for kind, seen in newest.items() if seen.taken_at_ms >= oldest}
        return self._applicable


def rank(seen: Observation) -> tuple[int, int, str, str, bytes]:
    """A total order: newest, then best class, then by text, so that the order of arrival never matters."""
    return (seen.taken_at_ms, seen.evidence, seen.source, seen.vantage, msgspec.json.encode(seen))


class Noted(Mapping[str, Fact]):
    """What `applies` looks at; remembers which facts it asked for, so that the verdict can name them."""

    def __init__(self, newest: Mapping[str, Observation]) -> None:
        self._newest = newest
        self.used: dict[str, Observation] = {}

    def __getitem__(self, kind: str) -> Fact:
        seen = self._newest[kind]
        self.used[kind] = seen
        return seen.fact

    def __iter__(self) -> Iterator[str]:
        return iter(self._newest)

    def __len__(self) -> int:
        return len(self._newest)
