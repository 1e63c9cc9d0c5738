"""The clerk of the range's kill tests over one state folder: it calls, plays and looks; its children work and are killed."""

import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from tests.backup import killed
from tests.backup.killed import bury, serve

SIDES = ("Atelier", "Boutique")


def main(state: str) -> None:
    """Until standard input ends."""
    os.environ |= {"REMPART_DATA": state, "DJANGO_SETTINGS_MODULE": "rempart.console.settings"}
    import django

    django.setup()
    serve(COMMANDS)


def fork(pipe: str) -> int:
    """A worker that is killed."""
    return killed.fork(pipe, work)


def work() -> None:
    """The duties of contests as a worker has them, a thread each; a minute takes a second."""
    from rempart.contest.actions import check_minute, run_contest

    check_minute.MINUTE_MS = 1_000
    clerk = os.getppid()
    threading.Thread(target=_loop, args=(check_minute.check, clerk), daemon=True).start()
    _loop(run_contest.work, clerk)


def _loop(duty: Callable[[], bool], clerk: int) -> None:
    """As long as somebody is there who could kill us."""
    from django.db import OperationalError

    while os.getppid() == clerk:
        try:
            is_more = duty()
        except OperationalError:  # the other thread writes: asked again, as the worker does
            is_more = False
        time.sleep(0.0 if is_more else 0.05)


def setup() -> bool:
    """Empty tables, and two departments."""
    from django.core.management import call_command

    from tests.cast import make_cast
    from tests.contest.house import department

    call_command("migrate", interactive=False, verbosity=0)
    cast = make_cast()
    for name in SIDES:
        department(cast.lavande, name)
    return True


def call() -> str:
    """A contest between them; its uid."""
    from rempart.contest.actions.call_contest import call_contest
    from rempart.directory.store.models import Account, Organisation, Team

    firm = Organisation.objects.get(team__name=SIDES[0])
    teams = list(Team.objects.filter(name__in=SIDES).order_by("name"))
    row = call_contest(Account.objects.get(email__startswith="alice"), firm, "Autumn", 60, teams)
    return row.uid


def look(uid: str) -> dict[str, Any]:
    """What the board, and the folder of ranges, say of it, at one moment."""
    from django.db import transaction

    with transaction.atomic():
        return _seen(uid)


def _seen(uid: str) -> dict[str, Any]:
    from rempart.contest.actions import live
    from rempart.contest.actions.standing import board
    from rempart.contest.store.models import Contest, Guarded, Remedy, Word

    row = Contest.objects.get(uid=uid)
    lines = {line.side.name: line for line in board(row)}
    return {
        "stage": row.stage, "trouble": row.trouble, "ended_in_time": (row.ends_ms or 0) - (row.begun_ms or 0) <= 3_600_000,
        "sides": {
            name: {
                "uid": line.side.uid, "address": line.side.address, "members": len(line.side.members),
                "checks": line.side.checks, "works": line.side.works, "attack": line.score.attack,
                "minutes": max(Guarded.objects.filter(side=line.side).values_list("minutes", flat=True)),
                "closed": sorted(Guarded.objects.filter(side=line.side, is_closed=True).values_list("weakness", flat=True)),
            }
            for name, line in lines.items()
        },
        "remedies": list(Remedy.objects.filter(side__contest=row).order_by("pk").values_list("kind", "target", "stage")),
        "words": Word.objects.filter(side__contest=row).count(),
        "folders": sorted(one.name for one in live.folder().iterdir() if one.name != "range.lock"),
        "told": _told(uid),
    }  # fmt: skip


def _told(uid: str) -> list[str]:
    """Kinds of the record's entries of this contest."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM ledger_entry WHERE subject_id = %s ORDER BY id", [uid])
        return [str(kind) for (kind,) in cursor.fetchall()]


def remedy(uid: str, side: str, kind: str, target: str) -> bool:
    """As somebody of that side."""
    from rempart.contest.actions.play import choose_remedy

    choose_remedy(_player(side), _row(uid), kind, target)
    return True


def enter(uid: str, side: str, into: str) -> str:
    """An address that lets in once."""
    from rempart.contest.actions.play import enter as entering
    from rempart.contest.store.models import Camp

    return entering(_player(side), _row(uid), Camp.objects.get(contest__uid=uid, name=into))


def hand_in(uid: str, side: str, flag: str) -> str:
    """What came of it."""
    from rempart.contest.actions.play import hand_in as handing

    return handing(_player(side), _row(uid), flag).value


def end(uid: str) -> bool:
    """By whoever called it."""
    from rempart.contest.actions.call_contest import ask_end
    from rempart.directory.store.models import Account

    ask_end(Account.objects.get(email__startswith="alice"), _row(uid))
    return True


def _row(uid: str) -> Any:
    from rempart.contest.store.models import Contest

    return Contest.objects.select_related("organisation").get(uid=uid)


def _player(side: str) -> Any:
    from rempart.directory.store.models import Account

    return Account.objects.get(email__startswith=f"{side.lower()}0@")


COMMANDS: dict[str, Any] = {
    "setup": setup, "call": call, "look": look, "remedy": remedy, "enter": enter, "hand_in": hand_in, "end": end,
    "fork": fork, "bury": bury,
}  # fmt: skip

if __name__ == "__main__":
    main(*sys.argv[1:])
