"""Tried updates laid live with a way back, while somebody buys (BCP-03, HARD-02, THR-15): real WordPress, both engines."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dev.wordpress import Site as WordPress
from rempart.channel.copies import Copy
from rempart.directory.actions.action import now_ms
from rempart.directory.store.closures import Closure
from rempart.updates.actions import apply_live, try_on_copy
from rempart.updates.actions.ask import ask, set_habit
from rempart.updates.actions.work import claim, do
from rempart.updates.core.stages import Stage, Step, Work
from rempart.updates.grounds import here
from rempart.updates.net import lay
from rempart.updates.store.models import Job, Package
from tests.cast import Cast
from tests.staging.stage import opened
from tests.updates.house import House, make, stalled, with_its_database, with_stall

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


class Killed(BaseException):
    """As by kill -9: nothing of ours catches it."""


@pytest.fixture
def house(cast_: Cast, wordpress: WordPress, copy: Copy, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """The stall in its first version, nothing sold."""
    with_stall(wordpress)
    wordpress.php(
        "global $wpdb; $wpdb->query('DROP TABLE ' . stall_table()); delete_option('stall_version');"
        "delete_option('stall_currency'); stall_ready();"
    )
    yield house_on(cast_, wordpress, copy, monkeypatch)
    wordpress.delete("only-here")
    assert not (wordpress.root / ".maintenance").exists()


def house_on(cast_: Cast, live: WordPress, copy: Copy, monkeypatch: pytest.MonkeyPatch) -> House:
    """Trials go to the copy that is open already."""
    monkeypatch.setattr(try_on_copy, "copy_of", lambda *_: contextlib.nullcontext(copy))
    monkeypatch.setattr(here, "SETTLE_S", 0.0)  # this PHP looks at every file at every request
    house = make(cast_, live, monkeypatch)
    set_habit(house.actor, house.site, "/", "GET / => sells stone by the piece")
    return house


TRIED: dict[tuple[str, str], dict[str, Any]] = {}  # what trials in this file found: a trial takes seconds


def tried(house: House, version: str) -> Package:
    """Passed on the copy; the second time in this file the row of the first trial stands there."""
    package, key = house.package(version), (house.live.engine, version)
    if key in TRIED:
        job = ask(house.actor, package, Work.TRY)
        Job.objects.filter(pk=job.pk).update(stage=Stage.DONE, ended_at_ms=now_ms(), result=TRIED[key])
        return package
    job = house.run(package, Work.TRY)
    TRIED[key] = job.result
    assert (job.stage, job.result["passed"]) == (Stage.DONE, True), (job.trouble, job.detail, job.result)
    return package


def at(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, before: Callable[[], Any]) -> None:
    """Something happens just before a step."""
    whole = getattr(owner, name)

    def both(*args: Any, **named: Any) -> Any:
        before()
        return whole(*args, **named)

    monkeypatch.setattr(owner, name, both)


def test_an_order_in_the_middle_stays_after_the_update_and_after_the_return(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tried(house, "1.1")
    house.order("early")
    at(monkeypatch, lay, "swap", lambda: house.order("middle"))
    job = house.run(package, Work.APPLY)
    assert (job.stage, job.step) == (Stage.DONE, Step.LIVE), (job.trouble, job.detail)
    assert house.version() == "1.1"
    assert "Stall 1.1" in house.page()[1]
    house.order("late")
    assert house.orders() == ["early", "middle", "late"]
    back = house.run(package, Work.UNDO, {"job": job.uid})
    assert back.stage == Stage.DONE, (back.trouble, back.detail)
    assert house.version() == "1.0"
    assert house.orders() == ["early", "middle", "late"]
    assert list(house.live.root.parent.glob(".rempart-*")) == []
    kinds = house.events()
    assert kinds.index("updates.return.registered") < kinds.index("updates.update.applied")


def test_an_organisation_that_closes_in_the_middle_leaves_no_site_half_way(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    closing = {"organisation": house.site.organisation, "why": Closure.MOVED, "at_ms": now_ms()}
    package = tried(house, "1.1")
    at(monkeypatch, lay, "swap", lambda: Closure.objects.create(**closing))
    job = house.run(package, Work.APPLY)
    assert (job.stage, job.step, house.version()) == (Stage.DONE, Step.LIVE, "1.1"), (job.trouble, job.detail)
    assert house.events()[-1] == "updates.update.applied"
    Closure.objects.all().delete()
    back = ask(house.actor, package, Work.UNDO, {"job": job.uid})
    Closure.objects.create(**closing)
    assert claim() is None  # what was only asked for waits
    Closure.objects.all().delete()
    assert do(claim() or back).stage == Stage.DONE


def test_a_site_that_breaks_live_has_its_files_back_by_itself(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tried(house, "1.5")
    house.live.write("only-here", "what no copy has")
    at(monkeypatch, lay, "swap", lambda: house.order("middle"))
    job = house.run(package, Work.APPLY)
    assert (job.stage, job.step, job.trouble) == (Stage.FAILED, Step.RETURNED, "broke_live")
    assert "fatal" in job.detail
    assert house.version() == "1.0"
    assert house.page()[0] == 200
    assert house.orders() == ["middle"]
    assert "updates.update.returned" in house.events()
    assert list(house.live.root.parent.glob(".rempart-*")) == []


def test_a_changed_table_waits_a_moment_and_goes_back_only_as_seen(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed_table(house, monkeypatch)


def changed_table(house: House, monkeypatch: pytest.MonkeyPatch, first: tuple[int, ...] = ()) -> None:
    """The same on both engines, and on other grounds: there most of the database comes before anybody waits."""
    package, waited = tried(house, "1.3"), list[int]()
    house.order("early")
    with monkeypatch.context() as patch:
        at(patch, apply_live, "keep", lambda: waited.append(house.page()[0]))
        job = house.run(package, Work.APPLY)
    assert job.stage == Stage.DONE, (job.trouble, job.detail)
    assert waited == [*first, 503]
    assert 1 <= job.result["pause_s"] <= lay.MAINTENANCE_S
    with_its_database(house, package, job)
    assert house.live.php("echo get_option('stall_currency', 'none');") == "none"


def test_sites_of_a_network_that_wait_are_told_and_bring_nothing_back(house: House) -> None:
    """Their tables come up once the files stay; one that does not answer waits for its owner."""
    package = tried(house, "1.1")
    trial = Job.objects.get(package=package, work=Work.TRY)
    others = [f"{house.live.url}/nowhere", "https://elsewhere.example/"]
    sheet = {**trial.result["sheet"], "network": others}
    Job.objects.filter(pk=trial.pk).update(result={**trial.result, "sheet": sheet})
    job = house.run(package, Work.APPLY)
    assert (job.stage, job.step, job.result["network_left"]) == (Stage.DONE, Step.LIVE, 2), (job.trouble, job.detail)
    who = Client()
    who.force_login(house.actor)
    page = who.get(reverse("update", args=[house.site.uid, package.uid])).content.decode()
    assert "2 more wait: in WordPress, My Sites &gt; Network Admin &gt; Dashboard &gt; Upgrade Network" in page
    assert house.run(package, Work.UNDO, {"job": job.uid}).stage == Stage.DONE


def test_a_database_that_takes_longer_than_a_minute_ends_the_pause_and_nothing_was_done(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tried(house, "1.3")
    monkeypatch.setattr(apply_live, "PAUSE_MS", -1)
    job = house.run(package, Work.APPLY)
    assert (job.stage, job.trouble) == (Stage.FAILED, "too_long")
    assert house.version() == "1.0"
    assert house.page()[0] == 200
    assert "updates.update.failed" in house.events()


@pytest.mark.parametrize(("owner", "name"), [(apply_live, "keep"), (lay, "_exchange"), (apply_live, "_check")])
def test_after_a_kill_the_next_worker_goes_on(
    house: House, owner: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tried(house, "1.1")

    def kill() -> None:
        raise Killed

    with monkeypatch.context() as patch:
        at(patch, owner, name, kill)
        with pytest.raises(Killed):
            house.run(package, Work.APPLY)
    Job.objects.update(lease_until_ms=0)
    job = claim()
    assert job is not None
    assert do(job).stage == Stage.DONE, (job.trouble, job.detail)
    assert house.version() == "1.1"
    assert house.page()[0] == 200


def test_after_too_many_kills_the_state_before_is_back(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tried(house, "1.1")

    def kill() -> None:
        raise Killed

    at(monkeypatch, apply_live, "_check", kill)
    with pytest.raises(Killed):
        house.run(package, Work.APPLY)
    assert house.version() == "1.1"
    Job.objects.update(lease_until_ms=0, tries=9)
    job = claim()
    assert job is not None
    assert (do(job).stage, job.step, job.trouble) == (Stage.FAILED, Step.RETURNED, "gave_up")
    assert house.version() == "1.0"


def test_what_was_not_tried_does_not_go_live(house: House) -> None:
    job = house.run(house.package("1.1"), Work.APPLY)
    assert (job.stage, job.trouble) == (Stage.FAILED, "not_tried")
    assert house.version() == "1.0"


def test_pictures_that_changed_want_a_person(house: House) -> None:
    package = tried(house, "1.4")
    assert house.run(package, Work.APPLY).trouble == "not_looked"
    job = house.run(package, Work.APPLY, {"looked": True})
    assert job.stage == Stage.DONE, (job.trouble, job.detail)


def test_an_archive_that_was_changed_after_the_trial_is_not_laid(house: House) -> None:
    from rempart.updates.actions import paths
    from tests.updates import stall

    package = tried(house, "1.1")
    paths.archive(package).write_bytes(stall.archive("1.2"))
    assert house.run(package, Work.APPLY).trouble == "poisoned"
    assert house.version() == "1.0"


def test_on_mariadb(cast_: Cast, wordpress_mariadb: WordPress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with stalled(wordpress_mariadb), opened(wordpress_mariadb, tmp_path / "copy") as (copy, _):
        changed_table(house_on(cast_, wordpress_mariadb, copy, monkeypatch), monkeypatch)
