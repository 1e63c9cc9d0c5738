"""Rows STG-02, HARD-02, THR-15 and BCP-03 of the acceptance list: updates tried first, laid with a way back."""

import json
from pathlib import Path

from rempart.channel.ground import Ground
from rempart.channel.source import Source
from rempart.facts.companion_updates import Behind, CompanionUpdates
from rempart.registry.discover import across_areas
from rempart.updates.core.crawl import seen, worse
from rempart.updates.core.offer import address_of, offers
from rempart.updates.core.package import Kind
from rempart.updates.core.sheet import Check, Sheet, pages_check
from rempart.updates.net import lay
from tests.acceptance.pages import MADE, frame, standing_at
from tests.maturity.core import made

RECORDED = Path(__file__).parents[1] / "recorded"


def test_STG_02_updates_are_tested_before_live_and_that_is_proven_by_looking() -> None:
    """A real trial and a real laying met it; a change that nobody tried did not."""
    states = {
        name: json.loads((RECORDED / f"controls/updates_tested_before_live/{name}.json").read_text())
        for name in ("met", "not_met")
    }
    assert {told["verdict"]["state"] for told in states.values()} == set(states)
    assert {one["fact_kind"] for one in states["met"]["observations"]} == {"updates.practice"}
    assert MADE["updates_tested_before_live"].rows == ("STG-02",)


def test_HARD_02_updates_that_wait_are_named_and_can_be_fetched() -> None:
    fact = CompanionUpdates(
        core="6.5.4", core_newest="6.5.5", looked_at=9, behind=(Behind("plugin", "stall", "1.0", "1.1"),), unknown=0,
        automatic=0, checked_hours=1,
    )  # fmt: skip
    core, plugin = offers([fact])
    assert (core.kind, core.newest) == (Kind.CORE, "6.5.5")
    assert address_of(plugin) == "https://downloads.wordpress.org/plugin/stall.1.1.zip"


def test_THR_15_an_update_that_breaks_the_site_is_held_back() -> None:
    before = [seen("/", 200, "<h1>Shop</h1>" + "word " * 40, 90)]
    after = [seen("/", 500, "There has been a critical error on this website", 90)]
    broken = pages_check("pages", before, worse(before, after))
    rest = tuple(Check(code, "passed") for code in ("sign_in", "database"))
    sheet = Sheet("1.0", "1.2", (broken, *rest), (), ("/",), False, made.NOW, 30)
    assert not sheet.is_passed
    assert sheet.failed == ("pages",)
    threats = {
        name for control in MADE.values() if control.rows == ("STG-02",) for name in {a.threat for a in control.threats}
    }
    assert "T10" in threats
    assert frame(standing_at(2))


def test_BCP_03_files_return_by_the_same_list_that_laid_them(tmp_path: Path) -> None:
    """The whole way, with a real site and an order in the middle: tests/updates/test_live.py."""
    for folder, word in (("site", "old"), ("package", "new")):
        (tmp_path / folder / "wp-content/plugins/stall").mkdir(parents=True)
        (tmp_path / folder / "wp-content/plugins/stall/stall.php").write_text(word)
    place, live = "wp-content/plugins/stall", tmp_path / "site"
    lay.prepare(live, "u", tmp_path / "package" / place, [place], place)
    lay.swap(live, "u")
    assert (live / place / "stall.php").read_text() == "new"
    lay.undo(live, "u")
    assert (live / place / "stall.php").read_text() == "old"


def test_STG_02_what_was_tried_goes_live_wherever_the_site_is() -> None:
    """Each way by which the vault can write to a site lays updates too. The whole ways: tests/updates/test_live.py,
    test_far.py, test_hosted.py."""
    writable = {name for name, source in across_areas("rempart", "sources", Source).items() if source.put_back}
    assert set(across_areas("rempart", "grounds", Ground)) == writable == {"companion", "here", "sftp"}


def test_SELF_01_a_part_can_be_returned_in_one_step_on_hosting_without_a_shell() -> None:
    """Files and tables have a way back through each of them; the whole site in one click: test_vault_rows.py."""
    for ground in across_areas("rempart", "grounds", Ground).values():
        source = across_areas("rempart", "sources", Source)[ground.id]
        assert source.put_back is not None
        assert source.is_on_this_host or source.database is not None
