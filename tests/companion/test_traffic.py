"""Requests counted inside the site: by the minute, a number alone, bounded; the hub's own calls are none, a stranger's are."""

import json
import sqlite3
import struct
import urllib.request
from collections.abc import Callable
from contextlib import closing

import pytest

from rempart.channel.companion import CompanionTrouble, Refused
from rempart.companion.core.answers import Traffic, read
from tests.companion.counting import AGED, OWN, WHERE
from tests.companion.house import House

pytestmark = pytest.mark.slow


def get(house: House, path: str = "/", **headers: str) -> None:
    asked = urllib.request.Request(house.account.url + path, headers=headers)
    with urllib.request.urlopen(asked, timeout=30, context=house.account.context()) as answer:
        answer.read()


def php(house: House, code: str) -> str:
    return house.account.php(f"{OWN}{WHERE}{code}")


def counted(house: House) -> int:
    return int(php(house, "echo array_sum(array_column(Traffic::since(0, PHP_INT_MAX), 1));"))


@pytest.fixture
def counting(house: House) -> House:
    """On each engine in turn."""
    return ready(house)


def ready(house: House) -> House:
    """Enrolled two days ago, nothing counted yet."""
    php(
        house,
        "$e = get_site_option('rempart_companion'); $e['at'] -= 2 * 86400; update_site_option('rempart_companion', $e);"
        # WordPress calls its own timer at most once a minute: not in this one, it would count as a visit
        "set_transient('doing_cron', sprintf('%.22F', microtime(true))); Traffic::forget();",
    )
    return house


def test_requests_are_counted_and_nothing_else_is_kept(counting: House) -> None:
    for _ in range(5):
        get(counting)
    get(counting, "/wp-login.php")
    for _ in range(3):
        counting.companion.call("settings")  # the hub's own
    assert counted(counting) == 6
    get(counting, "/", **{"X-Rempart-Key": "0" * 16})  # a header hides nobody
    assert counting.post(b"{}", {"X-Rempart-Key": "0" * 16}).status == 403
    assert counted(counting) == 8
    now = read(Traffic, counting.companion.call("traffic", {"since": 0}))
    assert now.until - now.from_ == 1_440
    php(counting, AGED)
    told = read(Traffic, counting.companion.call("traffic", {"since": 0}))
    assert sum(hits for _, hits in told.minutes) == 8
    assert all(minute < told.until for minute, _ in told.minutes)
    assert read(Traffic, counting.companion.call("traffic", {"since": told.until})).minutes == ()


def test_it_is_bounded_and_in_no_copy(counting: House) -> None:
    php(counting, "for ($i = 0; $i < 50; $i++) { $where->add($i); }")
    get(counting)
    assert (
        len(json.loads(php(counting, "echo json_encode(Traffic::since(intdiv(time(), 60) - 1440, PHP_INT_MAX));"))) == 1
    )
    names = [one["name"] for one in counting.companion.call("tables")["tables"]]
    assert not any(name.endswith("rempart_traffic") for name in names)
    for args in ({"since": -1}, {"since": "0"}, {"since": 0, "more": 1}):
        with pytest.raises(CompanionTrouble, match="args"):
            counting.companion.call("traffic", args)


def test_who_is_not_asked_counts_nothing(counting: House) -> None:
    get(counting)
    counting.companion.call("leave")
    assert counted(counting) == 0
    get(counting)
    assert counted(counting) == 0
    with pytest.raises(Refused):
        counting.companion.call("traffic", {"since": 0})


def test_what_is_kept_of_a_visit_is_a_minute_and_a_number(houses: Callable[[str], House]) -> None:
    table, file = ready(houses("mariadb")), ready(houses("sqlite"))
    for house in (table, file):
        get(house)
        get(house)
    columns = json.loads(php(table, 'echo json_encode(array_keys($wpdb->get_row("SELECT * FROM $t", ARRAY_A)));'))
    assert columns == ["minute", "slot", "hits"]
    assert php(file, 'echo (int) $wpdb->get_var("SELECT COUNT(*) FROM $t");') == "0"
    (held,) = (file.account.home / "tmp").glob("rempart-*")
    numbers = [pair for pair in struct.iter_unpack("<II", held.read_bytes()[-16:]) if pair != (0, 0)]
    assert sum(hits for _, hits in numbers) == 2
    assert held.stat().st_mode & 0o777 == 0o600


def test_a_visit_waits_for_no_sale_where_only_one_may_write(houses: Callable[[str], House]) -> None:
    house = ready(houses("sqlite"))
    get(house)
    (database,) = house.account.home.rglob(".ht.sqlite*")
    with closing(sqlite3.connect(database, isolation_level=None)) as sale:
        sale.execute("BEGIN IMMEDIATE")
        get(house)
        sale.execute("ROLLBACK")
    assert counted(house) == 2


def test_a_link_in_its_place_is_not_written_through(houses: Callable[[str], House]) -> None:
    house = ready(houses("sqlite"))
    get(house)
    (held,) = (house.account.home / "tmp").glob("rempart-*")
    other = held.with_name("other")
    held.unlink()
    other.write_bytes(b"another's")
    held.symlink_to(other)
    try:
        get(house)
        assert other.read_bytes() == b"another's"
        assert counted(house) == 0
    finally:
        held.unlink()
        other.unlink()


def test_removing_the_companion_leaves_no_file(houses: Callable[[str], House]) -> None:
    house = ready(houses("sqlite"))
    get(house)
    assert list((house.account.home / "tmp").glob("rempart-*")) != []
    php(house, "Store::erase();")
    assert list((house.account.home / "tmp").glob("rempart-*")) == []
