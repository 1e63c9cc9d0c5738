"""Requests counted inside the site: by the minute, a number alone, bounded; the hub's own calls are none, a stranger's are."""

import json
import urllib.request

import pytest

from rempart.channel.companion import CompanionTrouble, Refused
from rempart.companion.core.answers import Traffic, read
from tests.companion.house import House

pytestmark = pytest.mark.slow
TABLE = "$t = Rempart\\Companion\\Store::traffic(); global $wpdb;"


def get(house: House, path: str = "/", **headers: str) -> None:
    asked = urllib.request.Request(house.account.url + path, headers=headers)
    with urllib.request.urlopen(asked, timeout=30, context=house.account.context()) as answer:
        answer.read()


def php(house: House, code: str) -> str:
    return house.account.php(f"{TABLE}{code}")


def counted(house: House) -> int:
    return int(php(house, 'echo (int) $wpdb->get_var("SELECT SUM(hits) FROM $t");'))


@pytest.fixture
def counting(house: House) -> House:
    """Enrolled two days ago, nothing counted yet."""
    php(
        house,
        "$e = get_site_option('rempart_companion'); $e['at'] -= 2 * 86400; update_site_option('rempart_companion', $e);"
        '$wpdb->query("DELETE FROM $t");',
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
    columns = json.loads(php(counting, 'echo json_encode(array_keys($wpdb->get_row("SELECT * FROM $t", ARRAY_A)));'))
    assert columns == ["minute", "slot", "hits"]
    now = read(Traffic, counting.companion.call("traffic", {"since": 0}))
    assert now.until - now.from_ == 1_440
    php(counting, '$wpdb->query("UPDATE $t SET minute = minute - 2");')
    told = read(Traffic, counting.companion.call("traffic", {"since": 0}))
    assert sum(hits for _, hits in told.minutes) == 8
    assert all(minute < told.until for minute, _ in told.minutes)
    assert read(Traffic, counting.companion.call("traffic", {"since": told.until})).minutes == ()


def test_it_is_bounded_and_in_no_copy(counting: House) -> None:
    php(counting, 'for ($i = 0; $i < 50; $i++) { $wpdb->query("INSERT INTO $t VALUES ($i, 0, 1)"); }')
    get(counting)
    assert counted(counting) == 1
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
