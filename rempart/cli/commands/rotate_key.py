"""`rempart rotate-key`: replace a key without shutting anybody out."""

import json
from argparse import ArgumentParser, Namespace

from rempart.channel.place import state_folder
from rempart.cli import upkeeping
from rempart.cli.command import DONE, Command
from rempart.registry.discover import discover
from rempart.upkeep.rotatable import Rotatable


def arguments(parser: ArgumentParser) -> None:
    """One of the keys that this release can replace."""
    which = parser.add_mutually_exclusive_group(required=True)
    for name, unit in discover("rempart.upkeep.rotation", Rotatable).items():
        which.add_argument(f"--{name.replace('_', '-')}", dest="key", action="store_const", const=name, help=unit.help)
    parser.add_argument("--json", action="store_true", help="{key, said} on standard output")


def run(chosen: Namespace) -> int:
    """The event is written first: a replaced key without a record would be worse than a record without one."""
    from rempart.events import upkeep as events
    from rempart.upkeep import record

    folder = state_folder()
    unit = discover("rempart.upkeep.rotation", Rotatable)[chosen.key]
    with upkeeping.told():
        record.note(folder, events.KEY_RETIRED if unit.retires else events.KEY_ROTATED, {"key": unit.id})
        said = unit.rotate(folder, upkeeping.now_ms())
    print(json.dumps({"key": unit.id, "said": said}) if chosen.json else said)
    return DONE


UNIT = Command("rotate_key", "replace a key without shutting anybody out", arguments, run)
