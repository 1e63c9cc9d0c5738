"""`rempart backup`: copy this installation while it runs, data and keys apart; with a word, a site (the vault)."""

import contextlib
import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from rempart.channel.place import state_folder
from rempart.cli import upkeeping, vaulting
from rempart.cli.command import DONE, Command
from rempart.ledger.store import FAULTS


def arguments(parser: ArgumentParser) -> None:
    """Where to, and how it is sealed; of a site what and when."""
    vaulting.arguments(parser)
    parser.add_argument(
        "--to", type=Path, metavar="FOLDER", help="for the data (default: backups/data in the data folder)"
    )
    parser.add_argument("--keys", type=Path, metavar="FOLDER", help="for the keys (default: backups/keys)")
    upkeeping.passphrase_argument(parser)
    upkeeping.progress_arguments(parser)


def run(chosen: Namespace) -> int:
    """Works beside a running installation."""
    if chosen.do:
        return vaulting.run(chosen)
    from rempart.events import upkeep as events
    from rempart.upkeep import backup, record

    folder, started = state_folder(), upkeeping.now_ms()
    upkeeping.set_up_for(folder)
    words = upkeeping.words_of(chosen)
    with upkeeping.told():
        try:
            data, seals = backup.back_up(
                folder, started, to=chosen.to, keys_to=chosen.keys, words=words, tell=upkeeping.teller(chosen)
            )
        except (*FAULTS, OSError) as failed:
            with contextlib.suppress(*FAULTS, OSError):  # nothing recorded yet, or the disk that is full
                record.note(folder, events.BACKUP_FAILED, {"reason": type(failed).__name__})
            raise
        with contextlib.suppress(*FAULTS):  # tables of an earlier release, just before its upgrade
            record.note(folder, events.BACKUP_MADE, {"bytes": data.bytes, "sealed": words is not None})
    document = {
        "data": str(data.folder), "keys": str(seals.folder), "bytes": data.bytes, "sealed": words is not None,
        "duration_s": round((upkeeping.now_ms() - started) / 1000, 3),
        "heads": {log: head.size for log, head in data.manifest.heads.items()},
        "left_out": list(data.manifest.left_out),
    }  # fmt: skip
    if chosen.json:
        print(json.dumps(document))
        return DONE
    print(f"Data: {data.folder} ({data.bytes // 1024 + 1} KB)\nKeys: {seals.folder}")
    print(
        "Keep the two apart; the keys open what is sealed in the data. Let no copy of the keys live longer than 30 days."
    )
    if words is None:
        print("They are not sealed: name a passphrase with --passphrase-file before they leave this machine.")
    return DONE


UNIT = Command(
    "backup", "back up and restore a site; alone: copy this installation, data and keys apart", arguments, run
)
