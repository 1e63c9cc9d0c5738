"""`rempart ledger`: the words of rempart/cli/ledger/, one file each."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from rempart.cli.command import Command
from rempart.cli.ledger_word import Word
from rempart.registry.discover import discover


def arguments(parser: ArgumentParser) -> None:
    """Each word with its own arguments."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    for name, word in discover("rempart.cli.ledger", Word).items():
        sub = words.add_parser(name.replace("_", "-"), help=word.help, description=word.help)
        sub.add_argument("--json", action="store_true", help="print one JSON document")
        word.arguments(sub)
        sub.set_defaults(does=word.run)


def run(chosen: Namespace) -> int:
    """The chosen word."""
    does: Callable[[Namespace], int] = chosen.does
    return does(chosen)


UNIT = Command("ledger", "the record: check it, export it, prove an entry, have it witnessed", arguments, run)
