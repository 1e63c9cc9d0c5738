"""`rempart ledger export`: a log as a folder that others can check."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

import msgspec

from rempart.channel.place import state_folder
from rempart.cli import ledger_reading
from rempart.cli.command import DONE, UsageFault
from rempart.cli.counted import entries
from rempart.cli.ledger_word import Word, log_argument, opened, say
from rempart.ledger import export, rotate


def arguments(parser: ArgumentParser) -> None:
    """Which log, and where to."""
    log_argument(parser)
    ledger_reading.range_arguments(parser)
    parser.add_argument("folder", type=Path)


def run(chosen: Namespace) -> int:
    """Write it, and say how to check it. The key named is the log's first: a checker follows the changes from there."""
    if chosen.first is not None or chosen.last is not None:
        return ledger_reading.export_part(chosen)
    connection, signing = opened()
    try:
        done = export.export(connection, chosen.log, chosen.folder)
    except (export.CannotExport, OSError) as fault:
        raise UsageFault(f"{fault}.") from fault
    newest = rotate.verifier_in(connection, state_folder(), signing, chosen.log)
    key = str(first_key(newest, chosen.log, chosen.folder))
    witnessed = f" It carries the cosignatures of {', '.join(done.witnesses)}." if done.witnesses else ""
    sentence = (
        f"{chosen.folder} holds {entries(done.size)} of {done.log}.{witnessed}"
        f" To check them: rempart-verify {chosen.folder} --key {key}"
    )
    say(chosen, {**msgspec.to_builtins(done), "folder": str(chosen.folder), "key": key}, sentence)
    return DONE


def first_key(newest: object, log: str, folder: Path) -> object:
    """The oldest key from which the chain in this export leads on; the newest where nothing changed hands."""
    changed = export.first_old_key(folder)
    return next((key for key in rotate.earlier(state_folder(), log) if str(key) == changed), newest)


UNIT = Word("export", "write a log as a folder that others can check", arguments, run)
