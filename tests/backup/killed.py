"""The clerk of the kill tests over one state folder: it asks and looks, and its children work and are killed."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def main(state: str) -> None:
    """Until standard input ends."""
    os.environ |= {"REMPART_DATA": state, "DJANGO_SETTINGS_MODULE": "rempart.console.settings"}
    import django

    django.setup()
    serve(COMMANDS)


def serve(commands: dict[str, Any]) -> None:
    """A line, an answer."""
    for line in sys.stdin:
        say(commands[json.loads(line)[0]](*json.loads(line)[1:]))


def fork(pipe: str, task: Callable[[], None] | None = None) -> int:
    """A worker of its own, with everything loaded already: it speaks into that pipe until somebody kills it."""
    from django.db import connections

    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(os.open(pipe, os.O_WRONLY), 1)
        (task or work)()
    finally:
        os._exit(1)


def bury(pid: int) -> bool:
    """A worker that was killed."""
    os.waitpid(pid, 0)
    return True


def say(what: object) -> None:
    """One line."""
    print(json.dumps(what), flush=True)


def work() -> None:
    """Jobs as the worker of an installation does them; says when one begins and ends."""
    import time

    from rempart.backup.actions import work as working

    while True:
        job = working.claim()
        if job is None:
            time.sleep(0.02)
            continue
        say("begun")
        say(str(working.do(job).stage))


def setup(root: str, socket: str) -> bool:
    """An organisation with one site and its plan."""
    from django.core.management import call_command

    from rempart.backup.actions.opened import places, sources
    from rempart.backup.actions.plans import add_store, set_plan
    from rempart.directory.actions.action import system_action
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import add_member, create_organisation
    from rempart.directory.core.roles import Role

    call_command("migrate", interactive=False, verbosity=0)
    house = create_organisation("Kiln", None)
    owner = create_account(house, "owner@kiln.example", None)
    with system_action(house) as record:
        add_member(record, house, owner, Role.OWNER)
    site = add_site(owner, house, "https://kiln.example")
    store = add_store(owner, house, places()["folder"], "Own", {})
    given = {"folder": root, "engine": "mysql", "db_name": "shop", "db_user": "root", "db_socket": socket}
    set_plan(owner, site, sources()["here"], given, [store], every_s=86_400)
    return True


def ask(work: str, snapshot: str | None) -> str:
    """The job's uid."""
    from rempart.backup.actions.ask import ask as asking
    from rempart.backup.core.stages import Work
    from rempart.backup.store.models import Plan, Snapshot

    row = Snapshot.objects.get(uid=snapshot) if snapshot else None
    return asking(None, Plan.objects.get(), Work(work), snapshot=row).uid


def job(uid: str) -> dict[str, Any]:
    """Where it stands."""
    from rempart.backup.store.models import Job

    row = Job.objects.get(uid=uid)
    return {
        "work": row.work,
        "stage": row.stage,
        "step": row.step,
        "result": row.result,
        "trouble": row.trouble,
        "detail": row.detail,
    }


def free() -> bool:
    """The worker is dead: nobody need wait for its lease."""
    from rempart.backup.store.models import Job

    Job.objects.update(lease_until_ms=0)
    return True


def listed() -> list[str]:
    """Snapshots that a person may choose."""
    from rempart.backup.store.models import Snapshot

    return list(Snapshot.objects.filter(is_checkpoint=False).order_by("pk").values_list("uid", flat=True))


def scratch(uid: str, folder: str) -> list[list[object]]:
    """The snapshot in a folder, proven; its tables with rows and digests."""
    from rempart.backup.actions.scratch import to_scratch
    from rempart.backup.store.models import Snapshot
    from tests.backup.house import Desk

    made = to_scratch(Snapshot.objects.get(uid=uid), Path(folder), Desk())
    return [[table.name, table.rows, table.sha256] for table in made.manifest.tables]


COMMANDS: dict[str, Any] = {
    "setup": setup, "ask": ask, "job": job, "free": free, "listed": listed, "scratch": scratch, "fork": fork,
    "bury": bury,
}  # fmt: skip

if __name__ == "__main__":
    main(*sys.argv[1:])
