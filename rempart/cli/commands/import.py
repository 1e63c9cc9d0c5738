"""`rempart import people|sites|monitors|updraftplus FILE`: a CSV file, a backup of Uptime Kuma, or old archives of a site."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from rempart.channel.place import state_folder
from rempart.channel.settle import settle
from rempart.cli import archiving
from rempart.cli.command import DONE, Command, UsageFault
from rempart.directory.core.csv_table import MAX_BYTES, BadTable
from rempart.directory.core.people_table import read_people
from rempart.directory.core.sites_table import read_sites
from rempart.scanner.core.target import parse_target

if TYPE_CHECKING:
    from rempart.directory.store.models import Organisation


def arguments(parser: ArgumentParser) -> None:
    """What the file holds, and whose it is."""
    parser.add_argument("what", choices=["people", "sites", "monitors", "updraftplus"])
    parser.add_argument(
        "file",
        type=Path,
        help="CSV in UTF-8, its first line names the columns; monitors: JSON backup or kuma.db of Uptime Kuma; "
        "updraftplus: the folder of its archives",
    )
    parser.add_argument("--organisation", metavar="NAME", help="name or uid; without, the first one")
    archiving.arguments(parser)
    parser.add_argument("--json", action="store_true", help="{added} on standard output")


def run(chosen: Namespace) -> int:
    """Works beside a running installation too."""
    import django

    if chosen.what == "updraftplus":
        return archiving.run(chosen)
    data = read(chosen.file)
    django.setup()
    from rempart.daemon import prepare, tenants
    from rempart.directory.actions.add_people import add_people
    from rempart.directory.actions.import_sites import import_sites
    from rempart.directory.web.words import fault_text

    folder = state_folder()
    prepare.migrate(folder)
    try:
        organisation = tenants.chosen(chosen.organisation)
        if chosen.what == "monitors":
            return _monitors(chosen, organisation)
        if chosen.what == "people":
            added = len(add_people(None, organisation, read_people(data)))
        else:
            added = len(import_sites(None, organisation, read_sites(data, lambda text: parse_target(text).url(""))))
    except LookupError as bad:
        raise UsageFault(str(bad)) from bad
    except BadTable as bad:
        for fault in bad.faults:
            print(fault_text(fault), file=sys.stderr)
        raise UsageFault(f"Nothing of {chosen.file} was imported.", "Mend these lines, then try again.") from bad
    settle(folder)
    print(json.dumps({"added": added}) if chosen.json else f"{added} added.")
    return DONE


def _monitors(chosen: Namespace, organisation: "Organisation") -> int:
    """What could not be taken over is told, one line each."""
    from rempart.watch.actions.import_kuma import import_kuma, read_file
    from rempart.watch.core.kuma import FILE_MAX, BadBackup

    try:
        taken = import_kuma(None, organisation, read_file(read(chosen.file, FILE_MAX)))
    except BadBackup as bad:
        raise UsageFault(f"{chosen.file} is neither a backup nor a database of Uptime Kuma ({bad}).") from bad
    settle(state_folder())
    added = [one for one in taken if one.monitor is not None]
    left = [
        {"name": one.found.name, "type": one.found.theirs, "why": list(one.notes)} for one in taken if not one.monitor
    ]
    changed = [{"name": one.found.name, "notes": list(one.notes)} for one in added if one.notes]
    if chosen.json:
        print(json.dumps({"added": len(added), "left": left, "changed": changed}))
        return DONE
    print(f"{len(added)} added, {len(left)} left behind.")
    for line in [*left, *changed]:
        print(f"{line['name']}: {', '.join(line.get('why') or line.get('notes') or [])}")
    return DONE


def read(file: Path, most: int = MAX_BYTES) -> bytes:
    """The bytes, one more than the limit when there are more. Raises UsageFault."""
    try:
        with file.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as bad:
        raise UsageFault(f"{file} cannot be read ({bad.strerror}).", "Give the path of a CSV file.") from bad


UNIT = Command(
    "import",
    "add people or sites from a CSV file, monitors from Uptime Kuma, archives from UpdraftPlus",
    arguments,
    run,
)
