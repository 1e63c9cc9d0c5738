"""`rempart organisation …`: the tenants of this installation, for whoever holds the shell."""

import json
from argparse import ArgumentParser, Namespace

from rempart.channel.place import state_folder
from rempart.channel.settle import settle
from rempart.cli import tenanting, upkeeping
from rempart.cli.command import DONE, Command, UsageFault

MAX_NAME = 200  # as the table has it


def arguments(parser: ArgumentParser) -> None:
    """What to do, and for whom."""
    parser.add_argument("do", choices=["add", "list", *tenanting.WORDS])
    parser.add_argument("name", nargs="?", default="", help="name or id of the organisation; import: the folder")
    parser.add_argument("target", nargs="?", default="", help="export: an empty folder; moved: the checkpoint's file")
    parser.add_argument(
        "--owner", metavar="EMAIL", help="account that owns it; without, the installation's first owner"
    )
    parser.add_argument(
        "--match-accounts", action="store_true", help="import: the same e-mail address means the same person"
    )
    upkeeping.passphrase_argument(parser)
    upkeeping.progress_arguments(parser)


def run(chosen: Namespace) -> int:
    """Works beside a running installation too."""
    import django

    django.setup()
    from rempart.daemon import prepare, tenants

    folder = state_folder()
    prepare.migrate(folder)
    if chosen.do in tenanting.WORDS:
        return tenanting.WORDS[chosen.do](chosen)
    if chosen.do == "add":
        name = chosen.name.strip()
        if not name or len(name) > MAX_NAME or not name.isprintable():
            raise UsageFault("A new organisation needs a name.", 'Write it like: rempart organisation add "Firm"')
        try:
            tenants.add(name, chosen.owner)
        except LookupError as bad:
            raise UsageFault(str(bad), "Invite that person once in any organisation, then add the new one.") from bad
        settle(folder)
    rows = tenants.rows()
    if chosen.json:
        print(json.dumps({"organisations": rows}, ensure_ascii=False))
    else:
        for row in rows:
            print(f"{row['uid']}  {row['name'] or '(no name yet)'}  sites: {row['sites']}  members: {row['members']}")
    return DONE


UNIT = Command("organisation", "add or list organisations; export, import or delete one as a whole", arguments, run)
