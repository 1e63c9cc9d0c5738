"""Updates tried on a real copy of a real WordPress behind walls (STG-02): one copy, four versions in turn."""

import pytest

from dev.wordpress import Site as WordPress
from rempart.channel.copies import Copy, Trial
from rempart.registry.discover import across_areas
from rempart.updates.actions import paths
from rempart.updates.actions.ask import ask, set_habit
from rempart.updates.actions.try_on_copy import try_on
from rempart.updates.core.sheet import FAILED, NOTED, PASSED, Check, Sheet
from rempart.updates.core.stages import Work
from rempart.updates.net.picture import Browser
from tests.backup.house import Desk
from tests.cast import Cast
from tests.updates.house import House, make

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture
def house(cast_: Cast, wordpress: WordPress, copy: Copy, monkeypatch: pytest.MonkeyPatch) -> House:
    return make(cast_, wordpress, monkeypatch)


def tried(house: House, copy: Copy, version: str) -> tuple[Sheet, dict[str, Check]]:
    """The sheet, and its checks by name."""
    set_habit(house.actor, house.site, "/\n/sample-page/", "")
    job = ask(house.actor, house.package(version), Work.TRY)
    sheet = try_on(copy, job, Desk())
    for shot in sheet.shots:
        assert (paths.pictures(job) / f"{shot.number}-after.png").read_bytes().startswith(b"\x89PNG")
    return sheet, {one.code: one for one in sheet.checks}


def test_four_versions_in_turn(house: House, copy: Copy, wordpress: WordPress) -> None:
    live = house.version()
    sheet, checks = tried(house, copy, "1.1")
    assert sheet.is_passed, sheet
    assert (sheet.before, sheet.after, sheet.needs_pause, sheet.looks_other) == ("1.0", "1.1", False, False)
    assert checks["pages"].numbers["pages"] >= 3
    assert checks["sign_in"].outcome == checks["database"].outcome == PASSED

    sheet, checks = tried(house, copy, "1.3")
    assert sheet.is_passed, sheet
    assert sheet.needs_pause
    assert checks["schema"].items == ("wp_stall_orders: changed",)
    assert set(checks["options"].items) == {"stall_currency: added", "stall_version: changed"}

    sheet, checks = tried(house, copy, "1.4")
    assert sheet.is_passed
    assert sheet.looks_other
    assert checks["pictures"].outcome == NOTED
    assert max(shot.share for shot in sheet.shots) > 0.3

    sheet, checks = tried(house, copy, "1.2")
    assert not sheet.is_passed
    assert checks["pages"].outcome == checks["log"].outcome == FAILED
    assert "stall_that_is_not_there" in checks["log"].items[0]
    assert house.version() == live  # the live site has met none of them, whatever other tests have laid there


def test_the_drill_tries_what_waits_on_its_own_copy(house: House, copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy, "site", house.site.uid)
    unit = across_areas("rempart", "trials", Trial)["updates"]
    assert unit.run(copy, Desk()).code == "none_waiting"
    house.package("1.2")
    set_habit(house.actor, house.site, "/", "")
    said = unit.run(copy, Desk())
    assert (said.outcome, said.code, dict(said.numbers)) == ("passed", "held_back", {"tried": 1, "held_back": 1})
    assert copy.fetch("/").status == 200  # what comes after it in the drill meets a copy that works
    assert b"Version: 1.0" in copy.read("wp-content/plugins/stall/stall.php")
    assert "updates.trial.failed" in house.events()


def test_a_picture_is_taken_of_nothing_but_the_copy(copy: Copy) -> None:
    from rempart.updates.net import picture

    port = copy.url.rpartition(":")[2]
    with picture.browser(copy.url, f"http://127.0.0.1:{port}", {}) as browser:
        assert isinstance(browser, Browser)
        browser.picture(
            "data:text/html,<img src='http://127.0.0.1:1/a.png'><img src='https://shop.example/b.png'>"
            "<iframe src='http://169.254.169.254/'></iframe>"
        )
        assert browser.refused == {"127.0.0.1", "shop.example", "169.254.169.254"}
