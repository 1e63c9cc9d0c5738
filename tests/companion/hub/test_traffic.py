"""Requests that a companion counted: each minute taken once, what was lost is named, and a lie counts for nothing."""

from typing import Any

import pytest

from rempart.channel.visits import Counted
from rempart.companion.actions.take_traffic import KEPT_MS
from rempart.companion.core.answers import MOST_HITS
from rempart.companion.core.states import LinkState
from rempart.companion.store.models import Link, Minute
from rempart.companion.store.visits import counted_since, counting_sites
from rempart.directory.actions.action import now_ms
from tests.companion.hub.double import Double
from tests.companion.hub.turning import again, kinds

pytestmark = pytest.mark.django_db


def minutes(begin: int, *hits: int, until: int | None = None) -> dict[str, Any]:
    """As the plug-in tells them."""
    pairs = [[begin + number, count] for number, count in enumerate(hits) if count]
    return {"from": begin, "until": begin + len(hits) if until is None else until, "minutes": pairs}


@pytest.fixture
def then() -> int:
    """The minute of an hour ago."""
    return now_ms() // 60_000 - 60


@pytest.fixture
def counting(double: Double, link: Link, then: int) -> Link:
    """It has told three minutes."""
    double.traffic = minutes(then, 7, 0, 9)
    again(link, look=True)
    return again(link)


def told(link: Link, after_ms: int = 0) -> Counted:
    found = counted_since(link.site.uid, after_ms)
    assert found is not None
    return found


def test_a_plug_in_of_before_is_not_asked(double: Double, link: Link) -> None:
    again(link, look=True)
    assert "traffic" not in double.asked
    assert counting_sites() == frozenset()


def test_each_minute_is_taken_once(double: Double, counting: Link, then: int) -> None:
    first = told(counting)
    assert first == Counted(then * 60_000, (then + 3) * 60_000, {then * 60_000: 7, (then + 2) * 60_000: 9})
    before = kinds()
    double.traffic = minutes(then + 3)  # nothing was asked for anew
    again(counting)
    assert told(counting) == first
    assert counted_since(counting.site.uid, first.until_ms) is None
    double.traffic = minutes(then + 3, 4)
    again(counting)
    assert told(counting, first.until_ms).minutes == {(then + 3) * 60_000: 4}
    assert counting_sites() == {counting.site.uid}
    assert kinds() == before  # counts are no entries of the record


def test_what_was_lost_is_named_and_is_no_quiet_hour(double: Double, counting: Link, then: int) -> None:
    double.traffic = minutes(then + 30, 5)
    again(counting)
    assert told(counting, (then + 3) * 60_000).from_ms == (then + 30) * 60_000


def test_the_sites_clock_is_put_right(double: Double, counting: Link, then: int) -> None:
    double.clock_off_s = -240
    double.traffic = minutes(then + 3 - 4, until=then + 3 - 4)  # four minutes behind ours
    again(counting, look=True)
    double.traffic = minutes(then + 3 - 4, 6)
    again(counting)
    assert told(counting, (then + 3) * 60_000).minutes == {(then + 3) * 60_000: 6}


def test_a_day_is_kept(double: Double, counting: Link, then: int) -> None:
    Minute.objects.order_by("-start_ms")[0].delete()
    Minute.objects.update(start_ms=then * 60_000 - KEPT_MS)
    double.traffic = minutes(then + 3, 4)
    again(counting)
    assert Minute.objects.count() == 1


@pytest.mark.parametrize(
    "lie",
    [
        {"from": 5, "until": 4, "minutes": []},
        {"from": 1, "until": 9, "minutes": [[4, 1], [4, 1]]},
        {"from": 1, "until": 9, "minutes": [[5, 1], [4, 1]]},
        {"from": 3, "until": 9, "minutes": [[2, 1]]},
        {"from": 1, "until": 9, "minutes": [[9, 1]]},
        {"from": 1, "until": 9, "minutes": [[4, -1]]},
        {"from": 1, "until": 9, "minutes": [[4, MOST_HITS + 1]]},
        {"from": 1, "until": 9_000, "minutes": [[number, 1] for number in range(1, 1_442)]},
        {"from": 1, "until": 2**60, "minutes": []},
        {"from": 1, "until": 9, "minutes": [["4", 1]]},
        {},
    ],
)  # fmt: skip
def test_a_lie_counts_for_nothing(double: Double, counting: Link, lie: dict[str, Any]) -> None:
    before = told(counting)
    double.traffic = lie
    again(counting)
    assert counting.state == LinkState.LYING
    assert told(counting) == before


def test_a_minute_that_has_not_been_is_not_taken(double: Double, counting: Link, then: int) -> None:
    ahead = now_ms() // 60_000 + 500
    double.traffic = {"from": then + 3, "until": ahead + 9, "minutes": [[ahead, 1_000]]}
    again(counting)
    assert told(counting).until_ms <= now_ms()
    assert 1_000 not in told(counting).minutes.values()
    double.traffic = minutes(now_ms() // 60_000, until=now_ms() // 60_000)
    again(counting)  # and back in our time it is heard again
    assert counting.state == LinkState.CONNECTED
