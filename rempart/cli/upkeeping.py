"""What the commands of upkeep share: progress on a terminal, moments, and faults that end with a sentence."""

import contextlib
import os
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from rempart.channel import database
from rempart.channel.lock import Held
from rempart.cli.command import UsageFault
from rempart.ledger.store import FAULTS
from rempart.upkeep.backup import NoRoom
from rempart.upkeep.envelope import WrongPassphrase, passphrase
from rempart.upkeep.manifest import Damaged, Tell

RUNS = "Stop Rempart first (Ctrl-C where it runs, or its service)."


def progress_arguments(parser: ArgumentParser) -> None:
    """Of every command that takes a while."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--progress", action="store_true", help="show progress even when the output is no terminal")


def passphrase_argument(parser: ArgumentParser) -> None:
    """A file, never a word on the command line: those stand in the list of processes."""
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="its first line seals or opens the backup")


def words_of(chosen: Namespace) -> bytes | None:
    """The passphrase asked for, or the installation's own. Raises UsageFault."""
    from rempart.upkeep.places import passphrase_file

    file = chosen.passphrase_file or passphrase_file()
    if file is None:
        return None
    try:
        return passphrase(file)
    except (OSError, ValueError) as bad:
        raise UsageFault(f"The passphrase cannot be read: {bad}") from bad


def teller(chosen: Namespace) -> Tell:
    """A line that is written over on a terminal; silence elsewhere."""
    if not (chosen.progress or sys.stderr.isatty()):
        return lambda *_: None
    end = "\r" if sys.stderr.isatty() else "\n"

    def tell(done: int, of: int, what: str) -> None:
        print(
            f"\x1b[K{done}/{of} {what}" if end == "\r" else f"{done}/{of} {what}", end=end, file=sys.stderr, flush=True
        )

    return tell


def now_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Turns what can go wrong into wrong use with a way out."""
    try:
        yield
    except Held as busy:
        raise UsageFault(f"Something works on this folder: {busy}.", RUNS) from busy
    except WrongPassphrase as wrong:
        raise UsageFault(str(wrong), "Name its file with --passphrase-file.") from wrong
    except NoRoom as full:
        raise UsageFault(str(full), "Choose another folder with --to, or free some space.") from full
    except FileNotFoundError as nothing:
        raise UsageFault(
            f"There is nothing at {nothing.filename} yet.", "Is REMPART_DATA the right folder?"
        ) from nothing
    except (*FAULTS, OSError) as broken:
        raise UsageFault(f"It could not be done ({broken}).", "rempart doctor says more.") from broken


def set_up_for(state: Path) -> None:
    """Django where a copy is made from or put back into a server: it knows the tables."""
    if database.address(state) is not None:
        set_up_elsewhere()


def set_up_elsewhere() -> None:
    """Django without touching the data folder: its settings make a session key where they are read."""
    import django

    named = os.environ.get("REMPART_DATA")
    with tempfile.TemporaryDirectory() as nowhere:
        os.environ["REMPART_DATA"] = nowhere
        try:
            django.setup()
        finally:
            if named is None:
                del os.environ["REMPART_DATA"]
            else:
                os.environ["REMPART_DATA"] = named


__all__ = [
    "Damaged",
    "now_ms",
    "passphrase_argument",
    "progress_arguments",
    "set_up_elsewhere",
    "set_up_for",
    "teller",
    "told",
    "words_of",
]
