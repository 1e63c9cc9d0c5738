"""`rempart doctor`: is this installation in order, and if not, what to do."""

import json
from argparse import ArgumentParser, Namespace

import msgspec

from rempart.channel.place import state_folder
from rempart.cli.command import DONE, FINDING, Command

SIGNS = {"ok": "  ok     ", "advice": "  advice ", "unknown": "  unknown", "failed": "  FAILED "}


def arguments(parser: ArgumentParser) -> None:
    """Machine-readable on request."""
    parser.add_argument("--json", action="store_true", help="{checks: [{id, state, reason, fix}]} on standard output")


def run(chosen: Namespace) -> int:
    """Every check is made, whatever the ones before it found."""
    import django

    folder = state_folder()
    django.setup()
    from rempart.upkeep.doctor import ask_all

    checks = ask_all(folder)
    if chosen.json:
        print(json.dumps({"checks": msgspec.to_builtins(checks)}, ensure_ascii=False))
    else:
        for check in checks:
            print(
                f"{SIGNS[check.state]}  {check.id}: {check.reason}"
                + (f"\n             {check.fix}" if check.fix else "")
            )
    return FINDING if any(check.state == "failed" for check in checks) else DONE


UNIT = Command("doctor", "check this installation and say what to do", arguments, run)
