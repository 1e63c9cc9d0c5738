"""What a reader asks of the record, and the entries that answer it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from urllib.parse import urlencode

from rempart.directory.actions.action import raw_connection
from rempart.directory.store.models import Organisation
from rempart.events.catalogue import catalogue
from rempart.events.word_slots import codes_saying
from rempart.ledger import store
from rempart.record.actions.fold_index import folded_to
from rempart.record.core.terms import MAX_QUESTION, kinds_saying, question_words
from rempart.record.store import index
from rempart.record.web.clock import typed_ms
from rempart.terms.severity import Severity

PAGE = 50  # entries shown at once
NAMES = ("q", "who", "about", "site", "kind", "severity", "from", "to")
LOUD = {severity.word: severity for severity in Severity if severity}


@dataclass(frozen=True, slots=True)
class Question:
    """As typed; `wrong` names the fields that could not be read, and nothing is searched then."""

    typed: Mapping[str, str]
    from_ms: int | None = None
    to_ms: int | None = None
    before: int | None = None
    wrong: Sequence[str] = ()

    @property
    def is_open(self) -> bool:
        """Nothing was asked for: the whole record."""
        return not any(self.typed.values())

    def href(self, before: int) -> str:
        """The same question, further back."""
        asked = {name: value for name, value in self.typed.items() if value}
        return "?" + urlencode({**asked, "before": before})


@dataclass(frozen=True, slots=True)
class Answer:
    """`older` is where to go on further back; `is_cut` when the search paused before a page was full."""

    entries: list[store.Numbered] = field(default_factory=list)
    older: int | None = None
    is_cut: bool = False
    behind: int = 0  # newest entries the index does not know yet


def read(given: Mapping[str, str], zone: tzinfo) -> Question:
    """From the address of the page."""
    typed = {name: given.get(name, "").strip()[:MAX_QUESTION] for name in NAMES}
    moments: dict[str, int | None] = {}
    wrong = []
    for name in ("from", "to"):
        try:
            moments[name] = typed_ms(typed[name], zone)
        except ValueError:
            wrong.append(name)
    before = given.get("before", "")
    is_number = before.isascii() and before.isdigit() and len(before) <= 16
    return Question(typed, moments.get("from"), moments.get("to"), int(before) if is_number else None, tuple(wrong))


def answer(organisation: Organisation, asked: Question, language: str) -> Answer:
    """A page of entries, the newest first."""
    raw = raw_connection()
    logs = store.chain(raw, organisation.uid)
    if not logs.size or asked.wrong:
        return Answer()
    low, high = 0, logs.size - 1
    if asked.from_ms is not None:
        low = index.first_recorded_from(raw, logs, asked.from_ms)
    if asked.to_ms is not None:
        high = index.first_recorded_from(raw, logs, asked.to_ms + 60_000) - 1  # the minute named counts
    if asked.before is not None:
        high = min(high, asked.before - 1)
    groups = groups_of(organisation, asked, language)
    if not groups:
        numbers = list(range(high, max(low, high - PAGE + 1) - 1, -1))
        return Answer(read_all(raw, logs, numbers), high - PAGE + 1 if high - PAGE >= low else None)
    known = folded_to(organisation)
    found = index.find(organisation, groups, min(high, known), low, PAGE + 1)
    older = found.indexes[PAGE - 1] if len(found.indexes) > PAGE else None
    if found.stopped_at is not None:
        older = found.stopped_at + 1
    entries = read_all(raw, logs, found.indexes[:PAGE])
    return Answer(entries, older, found.stopped_at is not None, logs.size - 1 - known if asked.before is None else 0)


def read_all(raw: store.Connection, logs: store.Chain, numbers: Sequence[int]) -> list[store.Numbered]:
    """Those that can be read."""
    found = ((number, store.read_one(raw, logs, number)) for number in numbers)
    return [store.Numbered(number, one) for number, one in found if one is not None]


def groups_of(organisation: Organisation, asked: Question, language: str) -> list[list[str]]:
    """The lists an entry must stand in: one for each word and each filter."""
    kinds, typed = catalogue(), asked.typed
    groups = []
    for word in question_words(typed["q"]):
        saying = [f"kind:{name}" for name in kinds_saying(word, kinds, language)]
        codes = [f"word:{code}" for code in codes_saying(word, language)]
        groups.append([*saying, *codes, *index.words_beginning(organisation, word), f"id:{word}"])
    if typed["who"]:
        groups.append([f"actor:{typed['who']}" if ":" in typed["who"] else f"actor:account:{typed['who']}"])
    groups += [[f"id:{typed[name]}"] for name in ("about", "site") if typed[name]]
    if typed["kind"]:
        wanted = typed["kind"]
        groups.append([f"kind:{name}" for name in kinds if name == wanted or name.split(".")[0] == wanted])
    if typed["severity"] in LOUD:
        least = LOUD[typed["severity"]]
        groups.append([f"kind:{name}" for name, kind in kinds.items() if kind.severity >= least])
    return groups
