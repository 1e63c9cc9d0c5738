"""One contest of two departments on real WordPress sites, from the call to the last folder gone (AWR-10, ADD-07)."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from rempart.contest.actions import live, play
from rempart.contest.actions.check_minute import MINUTE_MS, check
from rempart.contest.actions.play import Said
from rempart.contest.actions.run_contest import work
from rempart.contest.actions.standing import board
from rempart.contest.core.flag import flag_of
from rempart.contest.core.remedy import Kind
from rempart.contest.core.states import Done, Stage
from rempart.contest.store.models import Camp, Contest, Found, Guarded, Remedy, Word
from rempart.directory.store.models import Account
from tests.access.record import kinds
from tests.cast import Cast
from tests.contest.house import Visitor, ready, running

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
FLAG = re.compile(r"flag-[a-z2-7]{24}")


def flag_in(page: tuple[int, str]) -> str:
    found = FLAG.search(page[1])
    assert page[0] == 200, page
    assert found, page[1][:300]
    return found[0]


def minute_over(row: Contest) -> None:
    Contest.objects.filter(pk=row.pk).update(marked_ms=row.marked_ms - 2 * MINUTE_MS)
    assert check()
    row.refresh_from_db()


def remedied(who: Account, row: Contest, kind: Kind, target: str) -> str:
    made = play.choose_remedy(who, row, kind, target)
    for _ in range(4):
        work()
    return str(Remedy.objects.get(pk=made.pk).stage)


def test_from_the_call_to_the_end(cast_: Cast, tmp_path: Path, monkeypatch: Any) -> None:
    ready(monkeypatch, tmp_path)
    with running(cast_) as (row, red, blue, of_red, of_blue):
        pids = _pids(row)
        _attacked(row, red, blue, of_red)
        _defended(row, blue, of_blue)
        _walled(row, red, blue, of_red)
        Contest.objects.filter(pk=row.pk).update(ends_ms=1)
        work()
        _gone(row, pids, of_red)
        assert {"contest.contest.ended", "contest.flag.found", "contest.weakness.closed"} <= set(kinds(cast_.lavande))


def _pids(row: Contest) -> list[int]:
    found = [
        int(one)
        for one in os.listdir("/proc")  # noqa: PTH208 - names
        if one.isdigit() and row.uid.encode() in _read(Path(f"/proc/{one}/cmdline"))
    ]
    assert found
    return found


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _attacked(row: Contest, red: Camp, blue: Camp, of_red: Account) -> None:
    """Through the gate as any player: a flag is found, counted once, for the side alone."""
    there = Visitor(play.enter(of_red, row, blue))
    flag = flag_in(there.get("/wp-config.php.bak"))
    assert play.hand_in(of_red, row, f"  {flag.upper()} ") is Said.FIRST
    assert play.hand_in(of_red, row, flag) is Said.AGAIN
    own = flag_of(live.key_of(row.uid), red.uid, "config_backup")
    assert play.hand_in(of_red, row, own) is Said.OWN
    assert play.hand_in(of_red, row, "flag-" + "a" * 24) is Said.UNKNOWN
    there.get("/wp-login.php")
    signed = there.get("/wp-login.php", method="POST", body="log=lena&pwd=password1&testcookie=1")
    assert signed[0] == 302
    assert play.hand_in(of_red, row, flag_in(there.get("/"))) is Said.FIRST
    lines = {one.side.pk: one for one in board(row)}
    assert lines[red.pk].score.attack == 10 + 20 + 2 * 5
    assert lines[blue.pk].score.total == 0
    assert not any(of_red.uid in str(value) for value in Found.objects.values_list())


def _defended(row: Contest, blue: Camp, of_blue: Account) -> None:
    """The right remedy closes, the wrong one breaks, a new site begins again with all of it open."""
    minute_over(row)
    assert Guarded.objects.filter(side=blue, is_closed=True).count() == 0
    assert remedied(of_blue, row, Kind.DELETE_FILE, "wp-config.php.bak") == Done.DONE
    assert remedied(of_blue, row, Kind.SWITCH_ON, "receipt_numbers") == Done.DONE
    minute_over(row)
    closed = Guarded.objects.filter(side=blue, is_closed=True).values_list("weakness", "minutes")
    assert set(closed) == {("config_backup", 1), ("receipt_numbers", 1)}
    remedied(of_blue, row, Kind.DELETE_FILE, "index.php")
    minute_over(row)
    blue.refresh_from_db()
    assert (blue.is_working, blue.checks, blue.works) == (False, 3, 2)
    assert Guarded.objects.get(side=blue, weakness="config_backup").minutes == 1
    remedied(of_blue, row, Kind.START_OVER, "site")
    minute_over(row)
    blue.refresh_from_db()
    assert blue.is_working
    assert Guarded.objects.filter(side=blue, is_closed=True).count() == 0


def _walled(row: Contest, red: Camp, blue: Camp, of_red: Account) -> None:
    """Nobody gets out of a site, whatever runs in it; nobody comes in without a word, or with more than a word gives."""
    site = live.LIVE[blue.uid]
    other = flag_of(live.key_of(row.uid), red.uid, "config_backup")
    ran = site.php(
        f"foreach (['{live.folder()}', '/root', '/home', '/proc/1/root/etc/shadow'] as $one) {{ echo file_exists($one) ? 'SEEN' : 'no'; }}"
        "echo @fsockopen('127.0.0.1', " + str(site.url.rpartition(":")[2]) + ", $a, $b, 1) ? 'OUT' : 'in';"
        "echo @fsockopen('192.0.2.1', 80, $a, $b, 1) ? 'OUT' : 'in';"
        f"echo shell_exec('grep -rl -D skip {other} /site /copy /rempart /rempart-own /tmp /etc 2>/dev/null | head -3');",
        with_site=False,
    )  # fmt: skip
    assert ran.out == b"nonononoinin", ran
    door = play.enter(of_red, row, blue)
    assert Visitor(door + "&as=administrator").cookies.keys() == {"rempart_gate"}
    assert Visitor(door).status == 403
    assert not Word.objects.exists()
    stranger = Visitor(site.url + "/wp-config.php.bak")
    assert stranger.status == 403
    crossed = Visitor(play.enter(of_red, row, red))
    crossed.host = blue.address.removeprefix("http://")
    assert crossed.get("/wp-config.php.bak")[0] == 403


def _gone(row: Contest, pids: list[int], of_red: Account) -> None:
    row.refresh_from_db()
    assert row.stage == Stage.ENDED
    assert list(live.folder().iterdir()) == [live.folder() / "range.lock"]
    assert not any(row.uid.encode() in _read(Path(f"/proc/{one}/cmdline")) for one in pids)
    assert not live.LIVE
    assert all(one.members == [] and one.address == "" for one in row.camp_set.all())
    with pytest.raises(play.Over):
        play.hand_in(of_red, row, "flag-" + "a" * 24)


def test_who_does_not_play_only_watches(cast_: Cast) -> None:
    row = Contest.objects.create(
        organisation=cast_.lavande, name="x", minutes=60, asked_ms=1, stage=Stage.RUNNING, ends_ms=2**52
    )
    side = Camp.objects.create(organisation=cast_.lavande, contest=row, name="x", size=8, members=["somebody"])
    for act in (
        lambda: play.hand_in(cast_.alice, row, "flag-" + "a" * 24),
        lambda: play.enter(cast_.alice, row, side),
        lambda: play.choose_remedy(cast_.alice, row, Kind.START_OVER, "site"),
        lambda: play.take_hint(cast_.alice, row, "open_orders"),
    ):
        with pytest.raises(PermissionDenied):
            act()
