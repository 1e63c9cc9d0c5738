"""BAK-04, BAK-07, BCP-02, BCP-03, SELF-01, SELF-03: the newest snapshot is brought back, tried, timed and thrown away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.wordpress import Site as WordPress
from rempart.channel.copies import Copy, Trial, Tried
from rempart.channel.source import Desk
from rempart.staging.actions import hold_drill, live
from rempart.staging.actions.ask_drill import ask_drill, begin_rhythms
from rempart.staging.actions.hold_drill import claim, hold, hold_one
from rempart.staging.actions.tell_drill import fact_of
from rempart.staging.core.stage import Outcome, Stage
from rempart.staging.store.models import Drill, Rhythm, SiteCopy
from rempart.terms.words import Words
from tests.cast import Cast
from tests.staging.house import Kept, kept

pytestmark = pytest.mark.slow
TARGETS = {"rto_s": 3_600, "rpo_s": 7_200}


@pytest.fixture
def debian(
    cast_: Cast, wordpress_mariadb: WordPress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kept]:
    """The same on MariaDB."""
    with kept(cast_, wordpress_mariadb, tmp_path, monkeypatch, **TARGETS) as found:
        yield found


@pytest.fixture
def shop(cast_: Cast, wordpress: WordPress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """A real shop with targets and no snapshot yet."""
    with kept(cast_, wordpress, tmp_path, monkeypatch, **TARGETS) as found:
        yield found


def states(drill: Drill) -> dict[str, str]:
    return {one["name"]: one["state"] for one in drill.steps}


def test_a_drill_is_passed_timed_and_thrown_away(shop: Kept) -> None:
    assert begin_rhythms() is False
    assert not Rhythm.objects.exists()  # nothing to drill yet
    empty = hold(claim(ask_drill(None, shop.site).uid) or pytest.fail("not claimed"))
    assert (empty.outcome, empty.trouble, fact_of(empty)) == (Outcome.NOT_HELD, "no_snapshot", None)
    shop.wordpress.php(
        "$up = wp_upload_bits('stone.txt', null, 'granite'); wp_insert_attachment(['post_title' => 'Stone',"
        " 'post_mime_type' => 'text/plain', 'post_status' => 'inherit'], $up['file']);"
    )
    shop.wordpress.write("wp-content/debug.log", "[21-Nov-2026 08:00:00 UTC] PHP Warning: it stands here\n")
    shop.wordpress.write("wp-config.php.bak", "<?php define('DB_PASSWORD', 'granite');")
    shop.wordpress.write("wp-content/uploads/mine.php", "<?php echo 6 * 7;")
    try:
        shop.snapshot()
    finally:
        shop.wordpress.delete("wp-content/debug.log")
        shop.wordpress.delete("wp-config.php.bak")
        shop.wordpress.delete("wp-content/uploads/mine.php")
    begin_rhythms()
    assert Rhythm.objects.get().every_days == 30
    asked = ask_drill(shop.actor, shop.site)
    assert ask_drill(None, shop.site).uid == asked.uid
    assert (hold_one(), hold_one()) == (True, False)
    drill = Drill.objects.get(uid=asked.uid)
    assert states(drill) == {
        "detection": "skipped", "decision": "skipped", "restore": "passed", "boot": "passed", "pages": "passed", "sign_in": "passed", "media": "passed",
        "walls": "passed", "updates": "skipped", "attack": "passed", "destroy": "passed",
    }, drill.steps  # fmt: skip
    assert (drill.outcome, drill.target_rto_s, drill.target_rpo_s) == (Outcome.PASSED, 3_600, 7_200)
    assert 1 <= (drill.restored_s or 0) <= (drill.rto_s or 0) < 600
    numbers = {one["name"]: one["numbers"] for one in drill.steps}
    assert numbers["restore"]["tables"] >= 12
    assert numbers["restore"]["rows"] > 100
    assert numbers["pages"]["pages"] >= 2
    assert numbers["media"] == {"media": 1, "bad": 0}
    # the attack found what had been planted in the site itself, and that is a finding, not a failed drill; a log is taken
    # out before the copy is served, and is told all the same
    assert (numbers["attack"]["files"], numbers["attack"]["files_taken_out"]) == (2, 2)
    assert (numbers["attack"]["uploads"], numbers["attack"]["uploads_ran"]) == (1, 1)
    assert numbers["attack"]["attacks"] == 12
    assert SiteCopy.objects.get(asked_at_ms__gte=drill.asked_at_ms).stage == Stage.GONE
    assert list(live.folder_of_all().iterdir()) == []
    fact = fact_of(drill)
    assert fact is not None
    assert (fact.is_passed, fact.is_without_way_out, fact.is_destroyed, fact.counted) == (True, True, True, 1)
    assert (fact.worst_rto_s, fact.is_by_person) == (drill.rto_s, True)
    assert (fact.attack, fact.attacks, fact.detection_s) == ("passed", 12, None)
    # one more that fails: from now on the worst of the three never came back
    shop.wordpress.must_use("broken", "throw new Exception('a bad day');")
    try:
        shop.snapshot()
    finally:
        shop.wordpress.must_use("broken", None)
    bad = hold(claim(ask_drill(None, shop.site).uid) or pytest.fail("not claimed"))
    assert (bad.outcome, states(bad)["boot"], states(bad)["destroy"], bad.rto_s) == ("failed", "failed", "passed", None)
    worse = fact_of(bad)
    assert worse is not None
    assert (worse.failed_step, worse.counted, worse.worst_rto_s) == ("boot", 2, None)


def test_other_areas_try_on_the_copy(debian: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(copy: Copy, desk: Desk) -> Tried:
        assert copy.fetch("/").status == 200
        return Tried("failed", "broke_a_page", {"updates": 3})

    unit = Trial("updates", "updates", Words("Updates", "Mises à jour", "更新"), run)
    monkeypatch.setattr(hold_drill, "across_areas", lambda root, folder, form: {"updates": unit})
    debian.snapshot()
    drill = hold(claim(ask_drill(None, debian.site).uid) or pytest.fail("not claimed"))
    assert (drill.outcome, states(drill)["updates"], drill.trouble) == (Outcome.FAILED, "failed", "broke_a_page")
    assert drill.rto_s is not None  # the site was back before that was tried
    fact = fact_of(drill)
    assert fact is not None
    assert (fact.updates, fact.attack, fact.failed_step) == ("failed", "skipped", "updates")
