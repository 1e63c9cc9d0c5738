"""`rempart tools`: the programs that some looks need and that live in environments of their own."""

import json
import sys
from argparse import ArgumentParser, Namespace

from rempart.channel.place import state_folder
from rempart.cli.command import DONE, Command, UsageFault
from rempart.scanner.net.install import InstallFailed, install, program


def arguments(parser: ArgumentParser) -> None:
    """`install` or `list`."""
    parser.add_argument("what", choices=("install", "list"), help="install what is missing, or say what is there")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(chosen: Namespace) -> int:
    """Installing is idempotent and needs the package registry."""
    folder = state_folder()
    is_new = False
    if chosen.what == "install":
        print("Installing sslyze, which looks at TLS protocols ...", file=sys.stderr)
        try:
            is_new = install(folder)
        except InstallFailed as failed:
            raise UsageFault(
                f"sslyze could not be installed: {failed}", "Check the network, then try again."
            ) from failed
    found = program(folder)
    if chosen.json:
        print(json.dumps({"tools": [{"id": "sslyze", "installed": found is not None, "new": is_new}]}))
    else:
        print(f"sslyze: {'installed' if found else 'not installed; run `rempart tools install`'}")
    return DONE


UNIT = Command("tools", "install the programs that TLS looks need", arguments, run)
