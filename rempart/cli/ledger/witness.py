"""`rempart ledger witness add|list|remove`: who cosigns this record."""

import time
from argparse import ArgumentParser, Namespace

import msgspec

from rempart.cli.command import DONE, UsageFault
from rempart.cli.counted import entries
from rempart.cli.ledger.key import installation_key
from rempart.cli.ledger_word import Word, choice, key_text, opened, say
from rempart.events import ledger as events
from rempart.events.kind import EventKind
from rempart.ledger import store
from rempart.ledger.entry import Entry
from rempart.ledger.witnesses import book
from rempart.terms.scope import Subject


def arguments(parser: ArgumentParser) -> None:
    """One of three."""
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    adding = choice(words, "add", "ask this witness from now on")
    adding.add_argument("address", help="where it listens: http://HOST:PORT")
    adding.add_argument("key", help="its verifier key, or the file that holds it")
    choice(words, "list", "who is asked, and what was last cosigned")
    choice(words, "remove", "ask it no longer").add_argument("name")


def run(chosen: Namespace) -> int:
    """The chosen one."""
    return {"add": _add, "list": _list, "remove": _remove}[chosen.what](chosen)


def _add(chosen: Namespace) -> int:
    connection, signing = opened(to_write=True)
    try:
        with store.writing(connection):
            added = book.add(connection, chosen.address, key_text(chosen.key))
            store.append(connection, [_entry(events.WITNESS_ADDED, added.name)])
    except ValueError as fault:
        raise UsageFault(f"{fault}.") from fault
    key = installation_key(signing)
    sentence = f"{added.name} is asked from now on. It must know this installation: rempart witness add-log {key}"
    say(chosen, {"name": added.name, "address": added.address, "log_key": key}, sentence)
    return DONE


def _remove(chosen: Namespace) -> int:
    connection, _ = opened(to_write=True)
    with store.writing(connection):
        if not book.remove(connection, chosen.name):
            raise UsageFault(f"No witness is called {chosen.name}.", "rempart ledger witness list")
        store.append(connection, [_entry(events.WITNESS_REMOVED, chosen.name)])
    say(chosen, {"name": chosen.name}, f"{chosen.name} is no longer asked.")
    return DONE


def _entry(kind: EventKind, name: str) -> Entry:
    now_ms = time.time_ns() // 1_000_000
    return Entry(kind.name, "", Subject("witness", name), now_ms, "operator", {}, schema=kind.schema)


def _list(chosen: Namespace) -> int:
    connection, _ = opened()
    found = book.status(connection)
    lines = [line for one in found for line in _lines(one)]
    empty = "Nobody cosigns this record yet. On another machine: rempart witness serve; then here: rempart ledger witness add"
    say(chosen, {"witnesses": msgspec.to_builtins(found)}, "\n".join(lines) or empty)
    return DONE


def _lines(one: book.Status) -> list[str]:
    logs = [
        f"  {row.log}: {entries(row.size)}, {time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(row.at_s))}"
        for row in one.logs
        if row.size
    ]
    return [f"{one.name}  {one.address}  {one.state}{f' ({one.reason})' if one.reason else ''}", *logs]


UNIT = Word("witness", "who cosigns this record: add, list, remove", arguments, run)
