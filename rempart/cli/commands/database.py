"""`rempart database`: which one holds the data, and the move to another one, which verifies itself."""

import getpass
import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

import msgspec

from rempart.channel import database
from rempart.channel.place import state_folder
from rempart.cli.command import DONE, FINDING, Command, UsageFault
from rempart.cli.counted import counted, entries
from rempart.events.ledger import DATABASE_MOVED
from rempart.ledger.store import FAULTS


def arguments(parser: ArgumentParser) -> None:
    """Two words."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    showing = words.add_parser("show", help="say which database holds the data (never its password)")
    moving = words.add_parser("move", help="copy everything to another database, verify it, and use that one")
    moving.add_argument(
        "--to", required=True, metavar="ADDRESS",
        help="sqlite; or postgresql://user@host/name without a password; or @FILE that holds the address; or - to read it",
    )  # fmt: skip
    for one in (showing, moving):
        one.add_argument("--json", action="store_true", help="print one JSON document")
    showing.set_defaults(does=_show)
    moving.set_defaults(does=_move)


def _run(chosen: Namespace) -> int:
    does: Callable[[Namespace], int] = chosen.does
    return does(chosen)


def _show(chosen: Namespace) -> int:
    state = state_folder()
    engine = database.SQLITE if database.address(state) is None else "postgresql"
    print(json.dumps({"engine": engine, "name": database.name(state)}) if chosen.json else database.name(state))
    return DONE


def _move(chosen: Namespace) -> int:
    import django
    from django.db import DatabaseError

    state, to = state_folder(), _address(chosen.to)
    if os.environ.get(database.VARIABLE):
        raise UsageFault(
            f"{database.VARIABLE} says where the data is, and a move could not change that.",
            f"Write its address into {state / database.ADDRESS_FILE} (chmod 600) and unset it first.",
        )
    if not database.is_there(state):
        raise UsageFault(f"Nothing is recorded in {state} yet.", "Start Rempart there once: rempart up")
    django.setup()
    from rempart.channel.lock import Held as Busy
    from rempart.channel.settle import NotSettled, settle
    from rempart.daemon import lock, prepare
    from rempart.upkeep import move, record

    def tell(step: str) -> None:
        print(f"rempart: {step}", file=sys.stderr, flush=True)

    try:
        with lock.hold(state):
            prepare.migrate(state)
            settle(state)
            done = move.move(state, to, tell)
            record.note(state, DATABASE_MOVED, {"rows": done.rows, "entries": done.entries})
    except (lock.Held, Busy) as busy:
        raise UsageFault(str(busy), "Stop Rempart first; nothing was moved.") from busy
    except (move.CannotMove, NotSettled) as refused:
        print(f"rempart: {refused}", file=sys.stderr)
        return FINDING
    except (*FAULTS, DatabaseError, OSError) as broken:
        raise UsageFault(f"Nothing was moved: {_words(broken)}.", "Try again; it begins anew.") from broken
    sentence = (
        f"Moved and verified: {counted(done.rows, 'row')} in {counted(done.tables, 'table')},"
        f" {entries(done.entries)} in {counted(done.logs, 'log')}."
    )
    document = {**msgspec.to_builtins(done), "to": database.name(state)}
    print(json.dumps(document) if chosen.json else f"{sentence} From now on {database.name(state)} holds the data.")
    return DONE


def _words(broken: Exception) -> str:
    """The first line: what a server says after it may quote values."""
    return (str(broken).splitlines() or [type(broken).__name__])[0]


def _address(given: str) -> str:
    """Raises UsageFault for a password on the command line, where every user of this machine can read it."""
    if given.startswith("@"):
        try:
            return _checked(Path(given[1:]).read_text("utf-8").strip())
        except (OSError, UnicodeDecodeError) as bad:
            raise UsageFault(f"{given[1:]} cannot be read.") from bad
    if given == "-":
        return _checked((getpass.getpass("Address: ") if sys.stdin.isatty() else sys.stdin.readline()).strip())
    if given != database.SQLITE and "password" in database.parts(given):
        raise UsageFault(
            "A password on the command line can be read by every user of this machine.",
            "Put the address into a file and give --to @FILE, or --to - to type it.",
        )
    return _checked(given)


def _checked(address: str) -> str:
    if address != database.SQLITE:
        database.parts(address)
    return address


UNIT = Command("database", "which database holds the data, and the move to another one", arguments, _run)
