"""`rempart restore`: put a backup back, checked to the last byte; the present state is kept."""

import json
import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from rempart.channel import database
from rempart.channel.place import state_folder
from rempart.cli import upkeeping
from rempart.cli.command import DONE, FINDING, Command, UsageFault


def arguments(parser: ArgumentParser) -> None:
    """What, into where, and what may be lost."""
    parser.add_argument("folder", nargs="?", type=Path, help="a backup of the data")
    parser.add_argument("--keys", type=Path, metavar="FOLDER", help="the backup of the keys made with it")
    parser.add_argument("--into", type=Path, metavar="DATA", help="another data folder than this installation's")
    parser.add_argument("--replace", action="store_true", help="even where the folder holds newer data")
    parser.add_argument("--resume", action="store_true", help="finish a restore that was interrupted")
    parser.add_argument("--back", action="store_true", help="return to the state before the last restore")
    upkeeping.passphrase_argument(parser)
    upkeeping.progress_arguments(parser)


def run(chosen: Namespace) -> int:
    """1 when the backup is damaged; 2 when it cannot be taken here. Then nothing has changed."""
    if sum((chosen.folder is not None, chosen.resume, chosen.back)) != 1:
        raise UsageFault("One of these is wanted: a backup's folder, --resume, or --back.", "rempart restore --help")
    state = chosen.into.resolve() if chosen.into else state_folder()
    if chosen.into and os.environ.get(database.VARIABLE) and state != state_folder():
        raise UsageFault(
            f"{database.VARIABLE} names the database of every folder: this restore would replace what it holds.",
            f"Unset it, and name the other database in {state / database.ADDRESS_FILE}.",
        )
    with upkeeping.told():
        upkeeping.set_up_for(state)
        if chosen.folder is None:
            return _finish(chosen, state)
        return _restore(chosen, state)


def _finish(chosen: Namespace, state: Path) -> int:
    from rempart.upkeep import restore, swap

    if chosen.resume:
        with swap.alone(state):
            done = swap.complete(state)
        _say(chosen, {"resumed": done}, "It is finished." if done else "There was nothing to finish.")
        return DONE
    try:
        kept = restore.go_back(state, upkeeping.now_ms())
    except restore.NotUsable as nothing:
        raise UsageFault(str(nothing)) from nothing
    _say(chosen, {"kept": str(kept)}, f"The state before the last restore is back; what was here is kept in {kept}.")
    return DONE


def _restore(chosen: Namespace, state: Path) -> int:
    upkeeping.set_up_elsewhere()
    from rempart.upkeep import restore, upgrade

    try:
        done = restore.restore(
            state, chosen.folder, upkeeping.now_ms(), seals=chosen.keys, words=upkeeping.words_of(chosen),
            replace=chosen.replace, known=upgrade.known(), tell=upkeeping.teller(chosen),
        )  # fmt: skip
    except upkeeping.Damaged as bad:
        _say(chosen, {"restored": False, "reason": str(bad)}, f"{bad} Nothing was changed.")
        return FINDING
    except restore.Newer as newer:
        raise UsageFault(str(newer), "With --replace it goes on; the present state is kept.") from newer
    except restore.NotUsable as cannot:
        raise UsageFault(str(cannot)) from cannot
    document = {
        "restored": True, "made_at": done.made_at, "kept": str(done.kept), "erased": done.erased,
        "unreadable": done.unreadable, "rolled_back": done.rolled_back, "heads": done.heads,
    }  # fmt: skip
    lines = [f"The state of {done.made_at} is back, and its ledger verifies. What was here is kept in {done.kept}."]
    if done.erased:
        lines.append(f"{done.erased} people who were erased stay erased.")
    if done.unreadable:
        lines.append(
            f"The sealed fields of {done.unreadable} people cannot be read: their keys were erased, or not in --keys."
        )
    lines.append(
        "Everybody signs in again. Access that was taken away since this backup is back: look through members."
    )
    if done.rolled_back:
        lines.append("The ledger is older than what was signed. Before you start: rempart ledger recover")
    _say(chosen, document, "\n".join(lines))
    return DONE


def _say(chosen: Namespace, document: dict[str, Any], sentence: str) -> None:
    print(json.dumps(document) if chosen.json else sentence)


UNIT = Command("restore", "put a backup back; the present state is kept", arguments, run)
