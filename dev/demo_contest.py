"""A contest that is over, for the demo: flags are handed in as players do; the minutes of an afternoon are written, since
nobody waits for one."""

from typing import Any

MINUTES = 120
SIDES = (("Shop", 9), ("Workshop", 11))
FOUND = (
    ("Workshop", "config_backup"),
    ("Shop", "config_backup"),
    ("Shop", "open_orders"),
    ("Workshop", "weak_password"),
)
CLOSED = {
    "Shop": {"config_backup": 97, "debug_log": 90, "database_dump": 88, "user_notes": 41},
    "Workshop": {"config_backup": 71, "open_orders": 64, "forgotten_installer": 30},
}


def hold(organisation: Any, one: Any, other: Any) -> None:
    """Between two departments, with `one` and `other` playing."""
    from rempart.contest.actions import live, play
    from rempart.contest.actions.run_contest import finish
    from rempart.contest.core.flag import flag_of
    from rempart.contest.core.states import Stage
    from rempart.contest.store.models import Camp, Contest, Guarded
    from rempart.directory.actions.action import now_ms

    begun = now_ms() - MINUTES * 60_000
    row = Contest.objects.create(
        organisation=organisation, name="An afternoon in autumn", minutes=MINUTES, weaknesses=sorted(live.weaknesses()),
        stage=Stage.RUNNING, fund_minor=15_000, asked_ms=begun - 60_000, begun_ms=begun, ends_ms=now_ms() + 600_000,
    )  # fmt: skip
    live.make_key(row.uid)
    camps = {}
    for (name, size), player in zip(SIDES, (one, other), strict=True):
        camps[name] = Camp.objects.create(
            organisation=organisation, contest=row, name=name, size=size, members=[player.uid], checks=119, works=117
        )
        Guarded.objects.bulk_create(
            Guarded(
                organisation=organisation, side=camps[name], weakness=weakness,
                minutes=CLOSED[name].get(weakness, 0), is_closed=weakness in CLOSED[name],
            )
            for weakness in row.weaknesses
        )  # fmt: skip
    players = {"Shop": one, "Workshop": other}
    for side, weakness in FOUND:
        victim = next(camp for name, camp in camps.items() if name != side)
        play.hand_in(players[side], row, flag_of(live.key_of(row.uid), victim.uid, weakness))
    finish(row, Stage.ENDED)
