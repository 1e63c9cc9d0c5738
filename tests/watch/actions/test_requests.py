"""From an access log to a peak that is told once, heard, and over; pages, API and what a stranger sees of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.maturity.core.watch_rule import judge_peaks
from rempart.notices.actions.gather import gather
from rempart.notices.actions.take_notice import take_notice
from rempart.notices.store.models import Notice
from rempart.terms.state import State
from rempart.watch.actions import count_requests
from rempart.watch.actions.count_requests import count_due, count_one, end_tap, judge_bins, peaks_of, set_tap
from rempart.watch.actions.hear import hear
from rempart.watch.actions.tell_peaks import measure, tell_peaks
from rempart.watch.core.rhythm import BIN_MS, WEEK_MS, bin_of
from rempart.watch.store.models import Incident, Rush, Tap
from tests.cast import Cast
from tests.maturity.integrated import integrate

pytestmark = pytest.mark.django_db(transaction=True)
USUAL, FLOOD = 40, 600


def line(at_ms: int) -> bytes:
    moment = datetime.fromtimestamp(at_ms / 1_000, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000")
    return f'203.0.113.7 - - [{moment}] "GET / HTTP/1.1" 200 12 "-" "-"\n'.encode()


def lay(log: Path, start: int, count: int) -> None:
    with log.open("ab") as out:
        out.writelines(line(start + n * BIN_MS // max(1, count)) for n in range(count))


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://boutique.example")


@pytest.fixture
def tap(site: Site, tmp_path: Path) -> Tap:
    """Four weeks of this hour and the one before and after are known."""
    log, now = tmp_path / "access.log", now_ms()
    for week in (4, 3, 2, 1):
        begin = bin_of(now) - week * WEEK_MS - 24 * BIN_MS
        for start in range(begin, begin + 48 * BIN_MS, BIN_MS):
            lay(log, start, USUAL)
    return set_tap(site, log, from_start=True)


def pass_bins(tap: Tap, *counts: int) -> Tap:
    """As time goes on: each bin is written, read and judged."""
    row = Tap.objects.select_related("site__organisation").get(pk=tap.pk)
    for count in counts:
        start = row.judged_ms + BIN_MS
        lay(Path(row.path), start, count)
        count_one(row, start + BIN_MS + count_requests.GRACE_MS)
        row = Tap.objects.select_related("site__organisation").get(pk=tap.pk)
    return row


def told() -> list[str]:
    integrate()
    while gather() or hear():
        pass
    return list(Notice.objects.filter(kind="watch.peak.begun").values_list("state", flat=True))


def test_a_peak_is_told_once_heard_and_over(cast_: Cast, tap: Tap) -> None:
    row = pass_bins(tap, USUAL, USUAL + 9)
    assert (row.usual, row.peak_ms, told()) == (float(USUAL), None, [])
    row = pass_bins(tap, FLOOD, FLOOD, 2 * USUAL, FLOOD)
    assert row.peak_ms is not None
    assert told() == [Notice.OPEN]
    assert Notice.objects.get(kind="watch.peak.begun").count == 1  # shouted once, however it sways
    take_notice(cast_.alice, Notice.objects.get(kind="watch.peak.begun"))
    told()
    assert peaks_of(row).get().taken_by == cast_.alice
    row = pass_bins(tap, *[USUAL] * 5)
    assert row.peak_ms is not None  # five calm bins are not yet the end
    row = pass_bins(tap, USUAL)
    assert row.peak_ms is None
    assert told() == [Notice.OVER]
    assert Rush.objects.filter(tap=row, is_peak=True).count() == 10  # none of it becomes what is usual
    fact = measure(row, now_ms())
    assert (fact.peaks, fact.heard, fact.is_learnt) == (1, 1, True)
    assert judge_peaks(fact).state in (State.MET, State.PARTIAL)  # bins of this test lie ahead of the clock
    assert tell_peaks() is True
    assert tell_peaks() is False


def test_still_learning_is_unknown(site: Site, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(b"")
    row = pass_bins(set_tap(site, log), FLOOD, FLOOD)
    assert (row.peak_ms, row.usual, told()) == (None, None, [])
    assert judge_peaks(measure(row, now_ms())).say == "learning"


def test_a_log_that_is_gone_is_said_and_holds_up_nobody(cast_: Cast, tap: Tap, tmp_path: Path) -> None:
    other = add_site(cast_.alice, cast_.lavande, "https://other.example")
    second = tmp_path / "second.log"
    second.write_bytes(b"")
    later = set_tap(other, second)
    Path(tap.path).unlink()
    Tap.objects.update(read_ms=1)
    count_due()
    tap.refresh_from_db()
    later.refresh_from_db()
    assert (tap.trouble, later.read_ms > 1) == ("unreadable", True)
    assert judge_peaks(measure(tap, now_ms())).say == "not_counted"


def test_lines_of_another_time_are_left_out(tap: Tap) -> None:
    before = Rush.objects.filter(tap=tap).count()
    log = Path(tap.path)
    lay(log, bin_of(now_ms()) + 40 * BIN_MS, 5)
    lay(log, tap.since_ms - WEEK_MS, 5)
    lay(log, tap.judged_ms - 2 * 3_600_000 - 2 * BIN_MS, 5)
    count_one(Tap.objects.select_related("site__organisation").get(pk=tap.pk), now_ms())
    assert Rush.objects.filter(tap=tap).count() == before
    judge_bins(Tap.objects.select_related("site__organisation").get(pk=tap.pk), now_ms())


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_page_api_and_fence(cast_: Cast, tap: Tap) -> None:
    pass_bins(tap, FLOOD)
    alice = signed_in(cast_.alice)
    for language, word in (("en", "Traffic"), ("fr", "Trafic"), ("zh-hans", "流量")):
        alice.post("/language", {"language": language})
        whole = alice.get("/watch/traffic/").content.decode()
        assert f"<h1>{word}</h1>" in whole
        assert "boutique.example" in whole
        assert "access.log<" not in whole  # where it lies is not told
    assert "boutique" not in signed_in(cast_.charlie).get("/watch/traffic/").content.decode()
    secret = make_token(cast_.alice, cast_.lavande, "t", [Permission.READ], 1).secret
    (one,) = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/traffic").json()["items"]
    assert (one["state"], one["last"], one["usual"]) == ("peak", FLOOD, float(USUAL))
    assert "path" not in one


def test_stopping_takes_what_was_counted(tap: Tap) -> None:
    end_tap(Tap.objects.select_related("site__organisation").get(pk=tap.pk))
    assert not Rush.objects.exists()
    assert not Incident.objects.filter(ended_ms=None).exists()
