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
    from rempart.cli.checkup import machine, record

    checks = [
        machine.data_folder(folder),
        machine.disk_space(folder),
        record.database_whole(folder),
        record.tables_current(folder),
        record.ledger_verifies(folder),
        record.heartbeat_heard(folder),
        machine.clock(record.last_recorded_ms(folder)),
        machine.tls_tool(folder),
        machine.report_tools(),
        machine.instance(folder),
        machine.release_list(),
    ]
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
