"""`rempart uninstall`: show what goes, ask for the word, take it away, and touch nothing else."""

import json
import sys
from argparse import ArgumentParser, Namespace

from rempart.channel.place import state_folder
from rempart.cli import upkeeping
from rempart.cli.command import DONE, Command, UsageFault
from rempart.upkeep import remove


def arguments(parser: ArgumentParser) -> None:
    """What happens to the data."""
    data = parser.add_mutually_exclusive_group()
    data.add_argument("--keep-data", action="store_true", help="services and tools go, the data stay (default)")
    data.add_argument(
        "--erase-data", action="store_true", help="everything goes, the keys first; backups in the folder too"
    )
    parser.add_argument("--word", help=f'instead of being asked: "{remove.WORD}"')
    parser.add_argument("--json", action="store_true", help="{removed, stays} on standard output")


def run(chosen: Namespace) -> int:
    """Nothing happens without the word."""
    folder = state_folder()
    planned = remove.plan(folder, erase_data=chosen.erase_data)
    going = [*planned.units, *planned.secrets, *planned.data]
    print("This goes:" if going else "Nothing of ours is to be removed.", file=sys.stderr)
    for entry in going:
        print(f"  {entry}", file=sys.stderr)
    for entry in planned.stays:
        print(f"  (stays, not made by Rempart: {entry})", file=sys.stderr)
    if going or planned.folder:
        _demand_word(chosen)
        with upkeeping.told():
            remove.carry_out(folder, planned)
    where = "The data are gone." if chosen.erase_data else f"The data stay in {folder}."
    said = f"{where} The program itself: pip uninstall rempart, or remove its checkout."
    if planned.units:
        said += " Tell systemd: systemctl daemon-reload"
    document = {"removed": [str(entry) for entry in going], "stays": [str(entry) for entry in planned.stays]}
    print(json.dumps(document) if chosen.json else said)
    return DONE


def _demand_word(chosen: Namespace) -> None:
    word = chosen.word
    if word is None and sys.stdin.isatty():
        print(f'Type "{remove.WORD}" to go on: ', end="", file=sys.stderr, flush=True)
        word = sys.stdin.readline().strip()
    if word != remove.WORD:
        raise UsageFault("Nothing was removed.", f'To go on, give the word: --word "{remove.WORD}"')


UNIT = Command("uninstall", "take this installation away, and nothing else", arguments, run)
