"""`rempart device list|revoke|ca`: devices of members and the authority behind them, for whoever holds the shell."""

import json
from argparse import ArgumentParser, Namespace

from rempart.channel.place import state_folder
from rempart.channel.settle import settle
from rempart.cli.command import DONE, Command, UsageFault


def arguments(parser: ArgumentParser) -> None:
    """What to do, and with which device."""
    parser.add_argument("do", choices=["list", "revoke", "ca"])
    parser.add_argument("uid", nargs="?", default="", help="of the device to revoke, as `list` shows it")
    parser.add_argument("--json", action="store_true", help="{devices: [{uid, organisation, kind, trust, until}]}")


def run(chosen: Namespace) -> int:
    """Works beside a running installation too; no name of a person or device is printed."""
    import django

    django.setup()
    from rempart.access.store.device_ca import root_pem
    from rempart.daemon import prepare

    folder = state_folder()
    prepare.migrate(folder)
    if chosen.do == "ca":
        print(root_pem().decode(), end="")
    elif chosen.do == "revoke":
        _revoke(chosen.uid)
        settle(folder)
        print("Revoked. It is worth nothing from the next request on.")
    else:
        _list(chosen.json)
    return DONE


def _list(as_json: bool) -> None:
    from rempart.access.actions.shell_devices import rows

    found = rows()
    if as_json:
        print(json.dumps({"devices": found}))
    for row in () if as_json else found:
        print(f"{row['uid']}  {row['organisation']}  {row['kind']}  {row['trust']}  {row['until'] or 'no certificate'}")


def _revoke(uid: str) -> None:
    from rempart.access.actions.shell_devices import revoke

    if not revoke(uid):
        raise UsageFault("There is no such device.", "See `rempart device list`.")


UNIT = Command("device", "list or revoke devices of members, print the authority behind them", arguments, run)
