"""`rempart link`: print a new one-time sign-in link for the owner of this installation."""

import json
from argparse import ArgumentParser, Namespace

from rempart.channel.place import state_folder
from rempart.cli.command import DONE, Command, UsageFault


def arguments(parser: ArgumentParser) -> None:
    """Machine-readable on request."""
    parser.add_argument("--json", action="store_true", help="{url} on standard output")


def run(chosen: Namespace) -> int:
    """Needs a running installation: the link is worth nothing where nobody answers."""
    import django

    from rempart.upkeep.running import holder

    folder = state_folder()
    where = holder(folder)
    if not where:
        raise UsageFault("Rempart does not run on this data folder.", "Start it with `rempart up`; it prints a link.")
    django.setup()
    from rempart.daemon import prepare
    from rempart.directory.actions.sign_in_links import make_link

    url = f"{where}/in/{make_link(prepare.first_owner())}"
    print(json.dumps({"url": url}) if chosen.json else f"Open this link once to sign in:\n\n  {url}\n")
    return DONE


UNIT = Command("link", "print a new one-time sign-in link", arguments, run)
