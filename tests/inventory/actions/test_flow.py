"""From a file in the folder to a person who has it in hand, and to the end of it."""

import os
from typing import Any

import pytest

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.closures import Closure
from rempart.directory.store.models import Site
from rempart.inventory.actions import take_feeds as feeds_action
from rempart.inventory.actions.follow_record import follow_record
from rempart.inventory.actions.match_site import LOUD_MAX, match_due
from rempart.inventory.actions.take_feeds import drop_feed, take_feeds
from rempart.inventory.actions.take_flaw import take_flaw
from rempart.inventory.actions.tell_inventory import measure, tell_one
from rempart.inventory.store import folder
from rempart.inventory.store.models import Component, Exposure, Feed, FlawPart, KnownFlaw, Survey
from rempart.maturity.core.told_rule import judge_vulnerability
from rempart.notices.actions.gather import gather
from rempart.notices.actions.take_notice import take_notice
from rempart.notices.store.models import Notice
from rempart.terms.severity import Severity
from rempart.terms.state import State
from tests.cast import Cast
from tests.inventory.feeds import HOUR, deliver, wordfence, wordfence_record
from tests.inventory.seen import inside, outside, take_in
from tests.maturity.integrated import integrate

pytestmark = pytest.mark.django_db(transaction=True)

PLUGIN = ("plugin", "sample-slider", "2.0.0")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "feeds_folder", lambda: tmp_path)


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://boutique.example")


def told() -> list[str]:
    while gather():
        pass
    return sorted(
        Notice.objects.filter(state=Notice.OPEN, kind__startswith="inventory.").values_list("kind", flat=True)
    )


def test_told_once_heard_by_a_person_and_over_with_the_update(cast_: Cast, site: Site) -> None:
    inside(site, PLUGIN)
    deliver(wordfence(wordfence_record("a-1", cve="CVE-2026-0001", score=9.8)))
    take_in()
    row = Exposure.objects.get(site=site)
    assert (row.key, row.fixed_in, row.severity, row.cwe) == ("CVE-2026-0001", "2.1.1", int(Severity.CRITICAL), 79)
    assert row.told_ms is not None
    assert told() == ["inventory.grave_flaw.found"]
    deliver(wordfence(wordfence_record("a-1", cve="CVE-2026-0001", score=9.8), wordfence_record("a-2", slug="other")))
    take_in()
    assert told() == ["inventory.grave_flaw.found"]  # once
    take_notice(cast_.alice, Notice.objects.get(kind="inventory.grave_flaw.found"))
    take_in()
    row.refresh_from_db()
    assert (row.taken_by, Notice.objects.get(kind="inventory.grave_flaw.found").count) == (cast_.alice, 1)
    inside(site, ("plugin", "sample-slider", "2.1.1"))
    row.refresh_from_db()
    assert (row.how, row.ended_ms is not None) == ("updated", True)
    told()
    assert Notice.objects.get(kind="inventory.grave_flaw.found").state == Notice.OVER
    fact = measure(site, now_ms())
    assert (fact.told, fact.heard, fact.open, fact.is_whole) == (1, 1, 0, True)
    assert judge_vulnerability(fact).state is State.MET
    inside(site, PLUGIN)  # somebody put the old one back
    row.refresh_from_db()
    assert (row.ended_ms, row.taken_ms) == (None, None)


def test_a_release_that_mends_it_is_told_when_it_appears(site: Site) -> None:
    inside(site, PLUGIN)
    deliver(wordfence(wordfence_record("a-1", fixed="", high="9")))
    take_in()
    assert Exposure.objects.get().fixed_in == ""
    assert told() == ["inventory.flaw.found"]
    deliver(wordfence(wordfence_record("a-1", fixed="2.1.1")))
    take_in()
    assert Exposure.objects.get().fixed_in == "2.1.1"
    assert told() == ["inventory.fix.published", "inventory.flaw.found"]


def test_one_flaw_in_two_feeds_is_one(site: Site) -> None:
    inside(site, PLUGIN)
    deliver(wordfence(wordfence_record("a-1", cve="CVE-2026-0001", score=None)))
    deliver(b"id,type,slug,to,fixed_in,score\nCVE-2026-0001,plugin,sample-slider,2.1.0,2.1.1,9.1\n", "own.csv")
    take_in()
    row = Exposure.objects.get()
    assert (row.score, row.severity) == (91, int(Severity.CRITICAL))
    drop_feed(Feed.objects.get(name="own.csv"))
    take_in()
    row.refresh_from_db()
    assert (row.ended_ms, row.score) == (None, None)
    drop_feed(Feed.objects.get(name="sample.json"))
    take_in()
    row.refresh_from_db()
    assert row.how == "corrected"
    assert not KnownFlaw.objects.exists()
    assert not FlawPart.objects.exists()


def test_an_unknown_version_is_said_and_is_neither_safe_nor_a_flaw(site: Site) -> None:
    deliver(wordfence(wordfence_record("a-1"), *(wordfence_record(f"b-{n}", slug=f"other-{n}") for n in range(3))))
    inside(site, ("plugin", "sample-slider", ""), ("plugin", "own-thing", ""), ("plugin", "other-1", "trunk"))
    assert not Exposure.objects.exists()
    assert Survey.objects.get(site=site).unsure == ["plugin other-1", "plugin sample-slider"]
    fact = measure(site, now_ms())
    assert (fact.unsure, judge_vulnerability(fact).state) == (2, State.PARTIAL)


def test_where_nobody_can_say_it_is_not_over(site: Site) -> None:
    deliver(wordfence(wordfence_record("a-1")))
    outside(site, PLUGIN)
    row = Exposure.objects.get()
    outside(site, ("plugin", "sample-slider", ""))
    outside(site)  # not seen at all: from outside that proves nothing
    row.refresh_from_db()
    assert row.ended_ms is None
    inside(site, ("plugin", "akismet", "5.3"))
    row.refresh_from_db()
    assert row.how == "removed"  # whoever sees everything does not see it


def test_must_use_and_wordpress_itself(site: Site) -> None:
    core = wordfence_record("c-1", type="core", slug="wordpress", high="6.5.5", fixed="6.5.6")
    deliver(wordfence(wordfence_record("a-1"), core))
    inside(site, ("must-use", "sample-slider", "1.0"))
    assert sorted(row.parts[0][0] for row in Exposure.objects.all()) == ["core", "must-use"]


def test_many_at_once_are_not_many_alarms(site: Site) -> None:
    inside(site, PLUGIN)
    deliver(wordfence(*(wordfence_record(f"a-{n}") for n in range(LOUD_MAX + 7))))
    take_in()
    assert Exposure.objects.count() == LOUD_MAX + 7
    assert told() == sorted(["inventory.flaws.summed"] + ["inventory.flaw.found"] * LOUD_MAX)
    assert not Exposure.objects.filter(told_ms=None).exists()


def test_another_house_hears_nothing(cast_: Cast, site: Site) -> None:
    theirs = add_site(cast_.charlie, cast_.velos, "https://velos.example")
    inside(theirs, PLUGIN)
    deliver(wordfence(wordfence_record("a-1")))
    take_in()
    assert list(Exposure.objects.values_list("organisation__name", flat=True)) == ["Vélos Aubrac"]


def test_disclosed_arrived_told_and_heard_are_measured(cast_: Cast, site: Site) -> None:
    inside(site, PLUGIN, at_ms=now_ms() - 90 * HOUR)
    inside(site, PLUGIN)  # the same version still
    deliver(wordfence(wordfence_record("a-1", hours=80)))
    take_in()
    row = Exposure.objects.get()
    assert row.began_ms == row.published_ms
    fact = measure(site, now_ms())
    assert (fact.told, fact.heard, fact.waiting) == (1, 0, 1)
    assert 79 * 3_600 < (fact.slowest_told_s or 0) < 81 * 3_600
    assert judge_vulnerability(fact).say == "late"
    take_flaw(cast_.alice, row)
    assert measure(site, now_ms()).heard == 1
    assert tell_one() is True
    assert tell_one() is False


def test_an_old_flaw_counts_from_when_the_component_was_seen_here(site: Site) -> None:
    deliver(wordfence(wordfence_record("a-1", hours=9_000)))
    inside(site, PLUGIN)
    assert judge_vulnerability(measure(site, now_ms())).say == "in_time"


def test_what_changed_is_read_again_and_what_did_not_is_not(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = deliver(wordfence(wordfence_record("a-1"), wordfence_record("a-2")))
    first = {row.ident: (row.pk, row.arrived_ms) for row in KnownFlaw.objects.all()}
    monkeypatch.setattr(feeds_action, "SETTLED_MS", 0)
    assert take_feeds() is False
    path = folder.feeds_folder() / feed.name
    os.utime(path, ns=(1, now_ms() * 1_000_000 - 7))
    assert take_feeds() is True  # delivered again: looked at, and the same
    assert {row.ident: (row.pk, row.arrived_ms) for row in KnownFlaw.objects.all()} == first
    path.write_bytes(wordfence(wordfence_record("a-1"), wordfence_record("a-2", score=3.0)))
    assert take_feeds() is True
    assert KnownFlaw.objects.get(ident="a-2").score == 30
    assert {row.ident: (row.pk, row.arrived_ms) for row in KnownFlaw.objects.all()} == first


def test_a_file_that_is_still_being_written_is_left_alone(site: Site) -> None:
    (folder.feeds_folder() / "sample.json").write_bytes(b"{")
    assert take_feeds() is False
    assert not Feed.objects.exists()


def test_what_cannot_be_read_changes_nothing_that_is_known(site: Site) -> None:
    deliver(wordfence(wordfence_record("a-1")))
    for data in (b"<html>", b'{"a-1": '):
        feed = deliver(data)
        assert feed.trouble
        assert KnownFlaw.objects.count() == 1
    assert deliver(wordfence(wordfence_record("a-1"))).trouble == ""


def test_half_a_feed_ends_nothing(site: Site) -> None:
    inside(site, PLUGIN)
    many = [wordfence_record(f"b-{n}", slug="other") for n in range(120)]
    deliver(wordfence(wordfence_record("a-1"), *many))
    take_in()
    assert deliver(b"{}").trouble == "shrunk"
    take_in()
    assert Exposure.objects.get().ended_ms is None


def test_links_and_folders_are_no_feeds(site: Site, tmp_path: Any) -> None:
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "a.json").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "b.json").mkdir()
    os.mkfifo(tmp_path / "c.json")
    assert list(folder.files()) == []


def test_a_feed_that_is_not_delivered_any_more_is_said_once(site: Site) -> None:
    feed = deliver(wordfence(wordfence_record("a-1")))
    Feed.objects.filter(pk=feed.pk).update(fresh_ms=now_ms() - feeds_action.STALE_MS - HOUR)
    assert take_feeds() is True
    assert take_feeds() is False
    feed.refresh_from_db()
    assert feed.is_stale
    integrate()
    assert "inventory.feed.aged" in told()
    inside(site, PLUGIN)
    assert judge_vulnerability(measure(site, now_ms())).say == "stale_feed"
    deliver(wordfence(wordfence_record("a-1")))
    integrate()
    assert "inventory.feed.aged" not in told()


def test_a_site_that_lies_fills_no_table(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rempart.inventory.actions.follow_record.COMPONENTS_MAX", 5)
    inside(site, *(("plugin", f"p{n}", "1" * 300) for n in range(20)), ("plugin", "../../etc", "1.0"))
    assert Component.objects.filter(site=site, type="plugin").count() == 5
    assert set(Component.objects.filter(site=site, type="plugin").values_list("version", flat=True)) == {""}


def test_a_closed_house_is_left_alone(site: Site) -> None:
    inside(site, PLUGIN)
    Closure.objects.create(organisation=site.organisation, why="moved", at_ms=1)
    deliver(wordfence(wordfence_record("a-1")))
    assert match_due() is False
    assert tell_one() is False
    assert follow_record() is False
