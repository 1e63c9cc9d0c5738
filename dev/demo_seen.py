"""The demo's watch: a week of looks by the clock, of which some were really taken, visitors in a log, and one outage.

Each stretch of the week is one real look at the real site, told as often as the watch-tower would have looked. The
visitors are invented: a log of five weeks, as a web server writes it, that the product's own reader counts.
"""

import asyncio
import os
import random
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dev.demo_clock import ours_at

DAY_MS, HOUR_MS, MINUTE_MS = 86_400_000, 3_600_000, 60_000
BIN_MS = 5 * MINUTE_MS
LEARNT_DAYS = 28  # of visitors before the week: three weeks are needed
BUSY = {0: 3, 1: 2, 2: 1, 3: 1, 4: 1, 5: 2, 6: 4, 19: 18, 20: 22, 21: 20, 22: 12, 23: 6}  # of an hour; 9 at any other
RUSH = (4, 18, 300)  # day of the week's replay, hour, requests in five minutes: somebody wrote of the shop
LOOKS_A_DAY = 6  # that are really taken; those between repeat the one before


def watch(owner: Any, site: Any) -> None:
    """Page and certificate, and what the companion says of itself; shown on the status page."""
    from rempart.watch.actions.change_monitor import Wish, add_monitor
    from rempart.watch.actions.set_up_site import set_up_site

    set_up_site(owner, site)
    words = {"address": f"{site.address}/wp-login.php", "present": "Password"}
    add_monitor(owner, site.organisation, site, "http", Wish("Sign-in", 300, words, is_shown=True))
    add_monitor(owner, site.organisation, site, "companion", Wish("Inside the shop", 300, {}))


def day(organisation: Any, end_ms: int, *kinds: str) -> None:
    """All looks of the 24 hours before that moment."""
    from rempart.watch.store.models import Monitor

    for row in Monitor.objects.filter(organisation=organisation, is_on=True, kind__in=kinds).order_by("pk"):
        seen = [look(row) for _ in range(LOOKS_A_DAY if row.kind == "http" else 1)]
        moments = range(end_ms - DAY_MS, end_ms, row.every_s * 1_000)
        tell(row, [(moment, seen[index % len(seen)]) for index, moment in enumerate(moments)])


def look(row: Any) -> Any:
    """One real look."""
    from rempart.watch.actions.pass_time import kinds
    from rempart.watch.net.eyes import Tools
    from rempart.watch.net.look_once import look_once

    tools = Tools(Path(os.environ["REMPART_CA_FILE"]))
    return asyncio.run(look_once(kinds()[row.kind], row.settings, tools, 10.0, allow_private=True))


def tell(row: Any, seen: list[tuple[int, Any]]) -> None:
    """As what a prober saw is taken in."""
    from django.db import transaction

    from rempart.watch.actions.pass_time import kinds
    from rempart.watch.actions.take_looks import take_looks
    from rempart.watch.core.outcome import Look
    from rempart.watch.core.wire import HUB

    looks = [Look(HUB, moment, one.outcome, one.took_ms, one.reason, one.detail) for moment, one in seen]
    with transaction.atomic():
        row.refresh_from_db()
        take_looks(row, kinds()[row.kind], looks)


def outage(organisation: Any, wordpress: Any) -> None:
    """For real, now, and short: the web server ends, is missed, and comes back."""
    from rempart.watch.store.models import Monitor

    rows = list(Monitor.objects.filter(organisation=organisation, is_on=True, kind="http").order_by("pk"))
    for is_up, times in ((False, 5), (True, 3)):
        wordpress.start() if is_up else wordpress.stop()
        for _ in range(times):
            for row in rows:
                tell(row, [(time.time_ns() // 1_000_000, look(row))])
            time.sleep(0 if is_up else 1.0)


def visitors(log: Path, begin_ms: int, end_ms: int, rush_at_ms: int = 0) -> None:
    """Lines of a log, the same each time."""
    chance = random.Random(begin_ms)
    with log.open("a") as out:
        for start in range(begin_ms - begin_ms % BIN_MS, end_ms - end_ms % BIN_MS, BIN_MS):
            usual = BUSY.get(datetime.fromtimestamp(start / 1_000, UTC).hour, 9)
            is_rush = rush_at_ms <= start < rush_at_ms + HOUR_MS // 2
            for _ in range(RUSH[2] if is_rush else max(0, round(chance.gauss(usual, usual**0.5)))):
                moment = datetime.fromtimestamp((start + chance.random() * BIN_MS) / 1_000, UTC)
                out.write(f'203.0.113.7 - - [{moment:%d/%b/%Y:%H:%M:%S} +0000] "GET / HTTP/1.1" 200 512 "-" "-"\n')


def follow(site: Any, log: Path, moment_ms: int) -> Any:
    """Called within the replayed clock: what the weeks before were like is learnt from the log."""
    from rempart.watch.actions.count_requests import set_tap

    visitors(log, moment_ms - LEARNT_DAYS * DAY_MS, moment_ms)
    return set_tap(site, log, from_start=True)


def traffic(tap: Any, number: int, log: Path, end_ms: int) -> None:
    """The visitors of one day, counted and judged hour by hour; around the rush every five minutes, as told to people."""
    begin = end_ms - DAY_MS
    rush = begin - begin % DAY_MS + RUSH[1] * HOUR_MS if number == RUSH[0] else 0
    rush += DAY_MS if 0 < rush < begin else 0
    now = begin
    while now < end_ms:
        step = BIN_MS if rush - HOUR_MS <= now < rush + 2 * HOUR_MS else HOUR_MS
        visitors(log, now, now + step, rush)
        now += step
        _count(tap, now)


def _count(tap: Any, now: int) -> None:
    from rempart.watch.actions.count_requests import GRACE_MS, count_one
    from rempart.watch.store.models import Tap

    with ours_at(now + GRACE_MS):
        while count_one(Tap.objects.select_related("site__organisation").get(pk=tap.pk), now + GRACE_MS):
            pass
