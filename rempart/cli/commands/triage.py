"""`rempart triage export FOLDER`: decided mails as files, for `rempart mail train`."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from rempart.channel.place import state_folder
from rempart.channel.settle import settle
from rempart.cli.command import DONE, Command, UsageFault


def arguments(parser: ArgumentParser) -> None:
    """Where to, and whose."""
    parser.add_argument("do", choices=["export"])
    parser.add_argument("folder", type=Path, help="an empty folder, or one that is made")
    parser.add_argument("--organisation", default="", metavar="NAME", help="name or id; without, the only one there is")
    parser.add_argument("--json", action="store_true", help="one document on standard output")


def run(chosen: Namespace) -> int:
    """Works beside a running installation. The mails are written in clear: delete the folder when it has served."""
    import django

    django.setup()
    from rempart.daemon import prepare, tenants
    from rempart.mail.actions.export_decided import NotEmpty, export_decided

    prepare.migrate(state_folder())
    rows = tenants.rows()
    if not chosen.organisation and len(rows) != 1:
        raise UsageFault("Which organisation?", "rempart triage export FOLDER --organisation NAME")
    try:
        organisation = tenants.chosen(chosen.organisation or rows[0]["uid"])
        counts = export_decided(organisation, chosen.folder)
    except LookupError as bad:
        raise UsageFault(str(bad)) from bad
    except NotEmpty as bad:
        raise UsageFault(f"There is something in {chosen.folder} already.", "Name an empty folder.") from bad
    except OSError as bad:
        raise UsageFault(f"{chosen.folder} cannot be written ({bad.strerror}).", "Name another folder.") from bad
    settle(state_folder())
    if chosen.json:
        print(json.dumps({"folder": str(chosen.folder), **counts}))
    else:
        print(f"{counts['bad']} bad and {counts['good']} good mails, in clear. Delete the folder when it has served.")
    return DONE


UNIT = Command("triage", "Copy mails that people have judged to a folder, to train the judge of mails", arguments, run)
