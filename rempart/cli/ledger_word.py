"""The form of a word after `rempart ledger`, and what those words share: opening the record, answering twice."""

import json
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rempart.channel import database
from rempart.channel.place import state_folder
from rempart.cli.command import UsageFault
from rempart.ledger import keys, store
from rempart.ledger.entry import INSTALLATION
from rempart.ledger.keys import Keys
from rempart.ledger.store import FAULTS, Connection

_START = "Start Rempart there once: rempart up"


@dataclass(frozen=True, slots=True)
class Word:
    """`id` is the file's name; typed with `-` for `_`. `arguments` declares what follows; `run` returns an exit code."""

    id: str
    help: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


def no_arguments(parser: ArgumentParser) -> None:
    """A word that needs nothing."""


def log_argument(parser: ArgumentParser) -> None:
    """`--log`."""
    parser.add_argument("--log", default=INSTALLATION, help="which log (an organisation's id)")


def choice(words: Any, name: str, help_text: str) -> ArgumentParser:
    """One of several things to do under a word; `--json` may stand after it as well."""
    sub: ArgumentParser = words.add_parser(name, help=help_text, description=help_text)
    sub.add_argument("--json", action="store_true", default=SUPPRESS, help="print one JSON document")
    return sub


def opened(*, to_write: bool = False) -> tuple[Connection, Keys]:
    """The record of this installation and its key. Raises UsageFault where there is none."""
    state = state_folder()
    connection = connected(state, to_write=to_write)
    try:
        return connection, keys.load(state)
    except FileNotFoundError as fault:
        raise UsageFault(f"No ledger in {state} yet ({fault}).", _START) from fault
    except ValueError as fault:
        raise UsageFault(f"{fault}.", "Put the key back from its backup.") from fault


def connected(state: Path, *, to_write: bool) -> Connection:
    """The record alone, whatever became of its key. Raises UsageFault where there is none: opening would make it."""
    try:
        if to_write and not database.is_there(state):
            raise FileNotFoundError(database.name(state))
        connection = (database.connect if to_write else database.connect_to_read)(state)
        store.logs(connection)
    except (*FAULTS, FileNotFoundError) as fault:
        raise UsageFault(f"No ledger in {state} yet ({fault}).", _START) from fault
    return connection


def key_text(given: str) -> str:
    """A verifier key, or the content of the file that holds it."""
    return Path(given).read_text("utf-8").strip() if "+" not in given and Path(given).is_file() else given.strip()


def say(chosen: Namespace, document: dict[str, Any], sentence: str) -> None:
    """One document with --json, else a sentence."""
    print(json.dumps(document) if chosen.json else sentence)
