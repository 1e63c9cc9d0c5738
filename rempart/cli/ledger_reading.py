"""`rempart ledger tail`, `search`, and `export --from --to`: the record on a terminal, read straight from the ledger."""

import json
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

import msgspec

from rempart.channel.place import state_folder
from rempart.cli.command import DONE, FINDING, UsageFault
from rempart.cli.ledger_word import log_argument, opened
from rempart.events.catalogue import catalogue
from rempart.ledger import export_range, rotate, store
from rempart.ledger.entry import Recorded
from rempart.ledger.export import CannotExport
from rempart.ledger.store import Connection
from rempart.record.core.item import Item, item_of
from rempart.record.core.terms import words
from rempart.terms.moment import from_rfc3339, rfc3339

CHUNK = 1_000  # entries read at once
FOLLOW_S = 0.5  # between two looks for new entries


def tail_arguments(parser: ArgumentParser) -> None:
    """How many, and whether to stay."""
    log_argument(parser)
    parser.add_argument("--lines", "-n", type=int, default=10, metavar="N", help="how many entries to begin with (10)")
    parser.add_argument("--follow", "-f", action="store_true", help="stay, and print each new entry")


def search_arguments(parser: ArgumentParser) -> None:
    """What to look for."""
    parser.add_argument(
        "words", nargs="*", help="words of the sentence, of the kind, or ids; all of them must be there"
    )
    log_argument(parser)
    parser.add_argument("--kind", default="", help="a kind, or the beginning of one: maturity, directory.member")
    parser.add_argument("--by", default="", metavar="ACTOR", help="who did it: account:…, system")
    parser.add_argument("--about", default="", metavar="ID", help="an id that the entry names")
    parser.add_argument("--from", dest="since", default="", metavar="TIME", help="recorded at or after (RFC 3339)")
    parser.add_argument("--to", dest="until", default="", metavar="TIME", help="recorded before (RFC 3339)")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="at most so many, the newest first (50)")


def range_arguments(parser: ArgumentParser) -> None:
    """For `export`: a part of the log."""
    parser.add_argument("--from", dest="first", type=int, metavar="I", help="only from this entry on")
    parser.add_argument("--to", dest="last", type=int, metavar="J", help="only up to this entry")


def tail(chosen: Namespace) -> int:
    """The newest entries, in order; with --follow until interrupted."""
    connection = _open()
    at = max(_logs(connection, chosen.log).size - max(chosen.lines, 0), 0) - 1
    while True:
        logs = _logs(connection, chosen.log)
        for number, recorded in store.read_numbered(connection, logs, at, limit=CHUNK):
            _say(recorded, chosen)
            at = number
        if at + 1 >= _logs(connection, chosen.log).size:
            if not chosen.follow:
                return DONE
            time.sleep(FOLLOW_S)


def search(chosen: Namespace) -> int:
    """What fits, the newest first. Ends with 1 when nothing does."""
    connection = _open()
    since, until = _moment(chosen.since, 0), _moment(chosen.until, 2**53)
    wanted, found = words(" ".join(chosen.words)), 0
    for recorded in _backwards(connection, chosen.log):
        if recorded.recorded_ms < since or found >= chosen.limit:
            break
        if recorded.recorded_ms < until and _fits(recorded, chosen, wanted):
            _say(recorded, chosen)
            found += 1
    return DONE if found else FINDING


def _fits(recorded: Recorded, chosen: Namespace, wanted: list[str]) -> bool:
    entry = recorded.entry
    if chosen.by and entry.actor != chosen.by:
        return False
    if chosen.kind and entry.kind != chosen.kind and not entry.kind.startswith(f"{chosen.kind}."):
        return False
    body = json.dumps(entry.body, ensure_ascii=False)
    if chosen.about and chosen.about != entry.subject.id and f'"{chosen.about}"' not in body:
        return False
    item = item_of(recorded, catalogue())
    text = f"{item.sentence} {entry.kind} {entry.actor} {entry.subject.id} {body}".casefold()
    return all(word in text for word in wanted)


def export_part(chosen: Namespace) -> int:
    """A range with its proofs into a folder."""
    connection, signing = opened()
    try:
        size = _size(connection, chosen.log)
        first = chosen.first or 0
        wanted = export_range.fit(connection, chosen.log, first, size if chosen.last is None else chosen.last)
        with store.reading(connection):
            files = export_range.write(connection, wanted, chosen.folder)
    except (CannotExport, OSError) as fault:
        raise UsageFault(f"{fault}.") from fault
    key = str(rotate.verifier_in(connection, state_folder(), signing, chosen.log))
    if chosen.json:
        document = {**msgspec.to_builtins(wanted), "files": files, "folder": str(chosen.folder), "key": key}
        print(json.dumps(document))
    else:
        print(
            f"Entries {wanted.first} to {wanted.last} of {wanted.log} are in {chosen.folder}, with everything that "
            f"proves them. To check them: rempart-verify {chosen.folder} --key {key}"
        )
    return DONE


def _open() -> Connection:
    return opened()[0]


def _logs(connection: Connection, log: str) -> store.Chain:
    """The log and those that followed it."""
    _size(connection, log)
    return store.chain(connection, log)


def _size(connection: Connection, log: str) -> int:
    head = store.head(connection, log)
    if head is None:
        raise UsageFault(f"There is no log {log}.", f"There are: {', '.join(store.logs(connection)) or 'none'}")
    return head.size


def _backwards(connection: Connection, log: str) -> Iterator[Recorded]:
    logs = _logs(connection, log)
    end = logs.size
    while end > 0:
        start = max(end - CHUNK, 0)
        chunk = store.read_numbered(connection, logs, start - 1, limit=end - start)
        yield from reversed([recorded for number, recorded in chunk if number < end])
        end = start


def _moment(text: str, otherwise: int) -> int:
    try:
        return from_rfc3339(text) if text else otherwise
    except ValueError as bad:
        raise UsageFault(f"{text} is no time.", "Write it like 2026-11-21T14:05:00Z") from bad


def _say(recorded: Recorded, chosen: Namespace) -> None:
    item = item_of(recorded, catalogue())
    print(
        json.dumps(_document(item), ensure_ascii=False)
        if chosen.json
        else _line(item, is_moved=item.log != chosen.log),
        flush=True,
    )


def _document(item: Item) -> dict[str, object]:
    return {
        "log": item.log, "index": item.index, "hash": item.hash, "kind": item.kind, "schema": item.schema,
        "at": rfc3339(item.at_ms), "recorded_at": rfc3339(item.recorded_ms), "actor": item.actor,
        "subject": {"kind": item.subject_kind, "id": item.subject_id}, "severity": item.severity.word,
        "sentence": item.sentence, "body": dict(item.body),
    }  # fmt: skip


def _line(item: Item, *, is_moved: bool) -> str:
    """Nothing of an entry may move the cursor of a terminal."""
    said = "".join(char if char.isprintable() else "�" for char in item.sentence)
    place = f"{item.log} {item.index}" if is_moved else str(item.index)
    return f"{place:>8}  {rfc3339(item.at_ms)}  {said}  ({item.actor}; {item.subject_kind} {item.subject_id})"
