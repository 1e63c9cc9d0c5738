"""`rempart status write FOLDER`: the status page as plain files, to be hosted apart from this installation."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from rempart.cli.command import DONE, Command, UsageFault
from rempart.cli.counted import counted


def arguments(parser: ArgumentParser) -> None:
    """One word so far."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    text = "write it into a folder; again and again, from a timer, for a fresh one"
    writing = words.add_parser("write", help=text, description=text)
    writing.add_argument("folder", type=Path)
    writing.add_argument("--organisation", metavar="NAME", help="name or uid; without, the first one")
    writing.add_argument("--json", action="store_true", help="{files} on standard output")


def run(chosen: Namespace) -> int:
    """Reads only; works beside a running installation."""
    import django

    django.setup()
    from rempart.daemon import tenants
    from rempart.watch.actions.change_page import page_of
    from rempart.watch.web.static_page import write_status

    try:
        files = write_status(page_of(tenants.chosen(chosen.organisation)), chosen.folder)
    except LookupError as bad:
        raise UsageFault(str(bad)) from bad
    except OSError as bad:
        raise UsageFault(f"{chosen.folder} cannot be written to ({bad.strerror}).", "Name another folder.") from bad
    names = [str(file) for file in files]
    print(json.dumps({"files": names}) if chosen.json else f"{counted(len(names), 'file')} in {chosen.folder}.")
    return DONE


UNIT = Command("status", "the status page as plain files: write", arguments, run)
