"""The clerk of the kill test over one state folder, for a site that is reached through its companion."""

import os
import sys
from pathlib import Path
from typing import Any

from tests.backup import killed as vault


def main(state: str) -> None:
    """Until standard input ends."""
    os.environ |= {"REMPART_DATA": state, "DJANGO_SETTINGS_MODULE": "rempart.console.settings"}
    import django

    django.setup()
    from rempart.channel.companion.line import Pace
    from rempart.companion.actions import put_site

    Pace.wait = lambda self: None  # type: ignore[method-assign]
    put_site.AGAIN_S = (0.1, 0.2, 0.4, 0.8, 1.5, 3.0)
    vault.serve(COMMANDS)


def setup(url: str, code: str, root: str) -> bool:
    """An organisation with one site, its companion connected, and a plan through it."""
    from django.core.management import call_command

    from rempart.backup.actions.opened import places, sources, work_folder
    from rempart.backup.actions.plans import add_store, set_plan
    from rempart.companion.actions.connect import connect
    from rempart.directory.actions.action import system_action
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import add_member, create_organisation
    from rempart.directory.core.roles import Role
    from tests.companion.putback.hosted import prefill_from

    call_command("migrate", interactive=False, verbosity=0)
    house = create_organisation("Kiln", None)
    owner = create_account(house, "owner@kiln.example", None)
    with system_action(house) as record:
        add_member(record, house, owner, Role.OWNER)
    site = add_site(owner, house, url, is_private=True)
    connect(owner, site, code)
    store = add_store(owner, house, places()["folder"], "Own", {})
    plan = set_plan(owner, site, sources()["companion"], {}, [store], every_s=86_400)
    prefill_from(Path(root), work_folder(plan))
    return True


def scratch(uid: str, folder: str) -> bool:
    """The snapshot in a folder, proven."""
    vault.scratch(uid, folder)
    return True


COMMANDS: dict[str, Any] = {**vault.COMMANDS, "setup": setup, "scratch": scratch}

if __name__ == "__main__":
    main(*sys.argv[1:])
