"""A short contest, played on two real sites that are made for it, with the clock set back to a quarter of an hour ago.

What the board says comes from that: flags were found on the sites, minutes counted by the look that a contest has each
minute. Where this process may not serve sites, or cannot make any, flags are handed in and no minute is counted.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

MINUTES = 15
SIDES = (("Shop", 9), ("Workshop", 11))
FLAG = re.compile(rb"flag-[a-z2-7]{24}")
# By minute: who goes where on the other's site, or does what on the own one.
VISITS = {
    2: ("Workshop", "config_backup", "/wp-config.php.bak"),
    3: ("Shop", "config_backup", "/wp-config.php.bak"),
    6: ("Shop", "open_orders", "/?rest_route=/market/v1/orders"),
    9: ("Workshop", "user_notes", "/?rest_route=/wp/v2/users"),
}
REMEDIES = {
    1: ("Shop", "delete_file", "backup/site.sql"),
    4: ("Workshop", "delete_file", "wp-config.php.bak"),
    5: ("Shop", "delete_file", "wp-config.php.bak"),
    8: ("Workshop", "switch_on", "open_orders"),
    10: ("Shop", "switch_on", "user_notes"),
}


def hold(organisation: Any, one: Any, other: Any) -> None:
    """Between two departments, with `one` and `other` playing; in a process of its own, whose end frees what it served."""
    command = [sys.executable, "-m", "dev.demo_contest", *(str(row.pk) for row in (organisation, one, other))]
    subprocess.run(command, cwd=ROOT, check=True, timeout=600)


def played(organisation: Any, one: Any, other: Any) -> Any:
    """The contest, when it has ended."""
    from django.db import transaction

    from dev.demo_clock import ours_at
    from rempart.contest.actions import live
    from rempart.contest.actions.run_contest import clear, finish
    from rempart.contest.core.states import Stage
    from rempart.directory.actions.action import now_ms

    begins = now_ms() - (MINUTES + 1) * 60_000
    players = dict(zip((name for name, _ in SIDES), (one, other), strict=True))
    found = live.ranges()
    with ours_at(begins):
        if found is None or found.ready() or not live.is_ours():
            with transaction.atomic():  # a worker that runs sees it when it is over
                row = _called(organisation, players)
                _hand_in_alone(row, players)
                finish(row, Stage.ENDED)
            return row
        row = _called(organisation, players)
        try:
            _play(row, players)
        finally:
            clear(row.uid)
    return row


def _called(organisation: Any, players: Mapping[str, Any]) -> Any:
    """The rows of a contest that waits for its sites; the demo's departments are too small to call one."""
    from rempart.contest.actions import live
    from rempart.contest.store.models import Camp, Contest, Guarded
    from rempart.directory.actions.action import now_ms

    row = Contest.objects.create(
        organisation=organisation, name="A quarter of an hour in autumn", minutes=MINUTES,
        weaknesses=sorted(live.weaknesses()), fund_minor=15_000, asked_ms=now_ms(),
    )  # fmt: skip
    for name, size in SIDES:
        side = Camp.objects.create(
            organisation=organisation, contest=row, name=name, size=size, members=[players[name].uid]
        )
        Guarded.objects.bulk_create(
            Guarded(organisation=organisation, side=side, weakness=one) for one in row.weaknesses
        )
    return row


def _play(row: Any, players: Mapping[str, Any]) -> None:
    """The worker's own steps, minute after minute."""
    from dev.demo_clock import ours_at
    from rempart.contest.actions import play
    from rempart.contest.actions.check_minute import check
    from rempart.contest.actions.run_contest import work
    from rempart.contest.core.states import LIVE

    while row.stage in LIVE and row.begun_ms is None:
        work()
        row.refresh_from_db()
    for minute in range(1, MINUTES + 1):
        if row.stage not in LIVE:
            return
        with ours_at(row.begun_ms + minute * 60_000 - 20_000):
            if minute in REMEDIES:
                name, kind, target = REMEDIES[minute]
                play.choose_remedy(players[name], row, kind, target)
                work()
            if minute in VISITS:
                name, _, path = VISITS[minute]
                play.hand_in(players[name], row, _found(row, name, path))
        with ours_at(row.begun_ms + minute * 60_000 + 500):
            check()
            work()  # the last one ends it
        row.refresh_from_db()


def _found(row: Any, by: str, path: str) -> str:
    """The flag that a visitor reads there on the other's site; empty when it is closed by now."""
    from rempart.contest.actions import live
    from rempart.contest.net import ground

    (victim,) = row.camp_set.exclude(name=by)
    found = FLAG.search(ground.visitor(live.LIVE[victim.uid])(path).body)
    return found[0].decode() if found else ""


def _hand_in_alone(row: Any, players: Mapping[str, Any]) -> None:
    """What needs no site."""
    from rempart.contest.actions import live, play
    from rempart.contest.core.flag import flag_of
    from rempart.contest.core.states import Stage
    from rempart.directory.actions.action import now_ms

    row.begun_ms, row.stage, row.ends_ms = now_ms(), Stage.RUNNING, now_ms() + MINUTES * 60_000
    row.save()
    live.make_key(row.uid)
    for name, weakness, _ in VISITS.values():
        (victim,) = row.camp_set.exclude(name=name)
        play.hand_in(players[name], row, flag_of(live.key_of(row.uid), victim.uid, weakness))


def main() -> int:
    """Organisation and players by their numbers, in the installation that REMPART_DATA names."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rempart.console.settings")
    django.setup()
    from dev.wordpress.template import template
    from rempart.directory.store.models import Account, Organisation

    os.environ.setdefault("REMPART_RANGE_WORDPRESS", str(template("sqlite") / "www"))  # the demo has it anyway
    organisation, one, other = map(int, sys.argv[1:])
    played(Organisation.objects.get(pk=organisation), Account.objects.get(pk=one), Account.objects.get(pk=other))
    return 0


if __name__ == "__main__":
    sys.exit(main())
