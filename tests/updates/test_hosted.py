"""Updates laid live on hosting without a shell, through the companion (STG-02, BCP-03): real Apache, PHP-FPM and MariaDB."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rempart.channel.companion import Companion
from rempart.channel.companion.restoring import Restoring
from rempart.channel.copies import Copy
from rempart.channel.ground import Lot
from rempart.channel.source import Unhurried
from rempart.companion.actions import exchange
from rempart.companion.actions.put_site import restore_id
from rempart.companion.store.links import line_to
from rempart.companion.store.models import Link
from rempart.updates.actions import apply_live, paths
from rempart.updates.actions.standing import ground_of
from rempart.updates.actions.versions import known_way
from rempart.updates.actions.work import claim, do
from rempart.updates.core.stages import Stage, Step, Work
from rempart.updates.net.lay import MAINTENANCE_S
from rempart.updates.net.live import log_since
from rempart.updates.store.models import Job
from tests.cast import Cast
from tests.servers.apache import Hosting, hosting
from tests.updates import stall
from tests.updates.hosted import HostedHouse, host
from tests.updates.house import with_its_database
from tests.updates.test_live import Killed, at, tried

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
__all__ = ["hosting"]
MOVER = "wp-content/plugins/rempart-companion/src/Mover.php"


@pytest.fixture
def house(
    cast_: Cast,
    hosting: Hosting,
    copy: Copy,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[HostedHouse]:
    account = hosting.accounts[getattr(request, "param", "mariadb")]
    made = host(cast_, account, copy, tmp_path, monkeypatch)
    yield made
    made.there.delete("only-here")


def beside(house: HostedHouse) -> dict[str, bytes]:
    """Every file of the plug-in."""
    folder = house.there.root / "wp-content/plugins/stall"
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_it_goes_live_and_back_while_somebody_buys(house: HostedHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    before = beside(house)
    package = tried(house, "1.1")
    refused = house.run(package, Work.APPLY)
    assert (refused.stage, refused.trouble, house.left()) == (Stage.FAILED, "closed", [])
    house.allow()
    house.order("early")
    at(monkeypatch, Restoring, "finish", lambda: house.order("middle"))
    job = house.run(package, Work.APPLY)
    assert (job.stage, job.step) == (Stage.DONE, Step.LIVE), (job.trouble, job.detail, house.there.log()[-2000:])
    assert "Stall 1.1" in house.page()[1]
    assert sorted(beside(house)) == ["readme.txt", "stall.php"]
    assert [name for name in house.left() if name.startswith(".")] == []
    word = json.loads((paths.work(job) / exchange.NOTES).read_text())["word"]
    line_to(Link.objects.get()).knock(word)  # it was good until the look was over
    assert house.version() == "1.1"
    house.order("late")
    house.there.php("Rempart\\Companion\\Window::close(1);")  # a way back needs no leave
    back = house.run(package, Work.UNDO, {"job": job.uid})
    assert back.stage == Stage.DONE, (back.trouble, back.detail)
    assert beside(house) == before
    assert house.orders() == ["early", "middle", "late"]
    assert house.left() == []
    kinds = house.events()
    assert kinds.index("updates.return.registered") < kinds.index("updates.update.applied")


def test_a_broken_page_brings_the_files_before_back(house: HostedHouse) -> None:
    before = beside(house)
    package = tried(house, "1.5")
    house.there.write("only-here", "what no copy has")
    house.allow()
    job = house.run(package, Work.APPLY)
    assert (job.stage, job.step, job.trouble) == (Stage.FAILED, Step.RETURNED, "broke_live"), job.detail
    assert (beside(house), house.page()[0], house.left()) == (before, 200, [])
    assert "updates.update.returned" in house.events()


def test_files_come_back_where_wordpress_no_longer_starts(house: HostedHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    before, knocks = beside(house), list[str]()
    package = tried(house, "1.6")
    house.there.write("only-here", "what no copy has")
    house.allow()
    knock = Companion.knock

    def stranger_first(self: Companion, word: str) -> None:
        assert house.version() == "1.6"
        knock(self, "0" * 64)
        assert house.version() == "1.6"  # a wrong word does nothing
        knocks.append(word)
        knock(self, word)

    monkeypatch.setattr(Companion, "knock", stranger_first)
    job = house.run(package, Work.APPLY)
    assert (job.stage, job.step, job.trouble) == (Stage.FAILED, Step.RETURNED, "broke_live"), job.detail
    assert (beside(house), house.page()[0], house.left(), len(knocks)) == (before, 200, [], 1)


@pytest.mark.parametrize("house", ["mariadb", "sqlite"], indirect=True)
def test_a_changed_table_waits_a_moment_and_goes_back_only_as_seen(
    house: HostedHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, waited = tried(house, "1.3"), list[int]()
    house.order("early")
    house.allow()
    with monkeypatch.context() as patch:
        at(patch, apply_live, "keep", lambda: waited.append(house.page()[0]))
        at(patch, Restoring, "finish", lambda: waited.append(house.page()[0]))
        at(patch, apply_live.live, "upgrade", lambda: waited.append(house.page()[0]))
        job = house.run(package, Work.APPLY)
    assert job.stage == Stage.DONE, (job.trouble, job.detail)
    assert waited == [200, 503, 503, 503]  # most of the database came before anybody waited
    assert 1 <= job.result["pause_s"] <= MAINTENANCE_S
    assert house.page()[0] == 200
    with_its_database(house, package, job)
    assert (house.version(), house.orders(), house.page()[0], house.left()) == ("1.0", ["early"], 200, [])


@pytest.mark.parametrize(
    ("owner", "name", "dies"), [(Restoring, "commit", "never"), (Restoring, "finish", "before"), (apply_live, "_check", "before")]
)  # fmt: skip
def test_after_a_kill_of_the_hub_or_of_php_the_next_worker_goes_on(
    house: HostedHouse, owner: Any, name: str, dies: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tried(house, "1.1")
    house.allow()

    def kill() -> None:
        raise Killed

    if dies == "never":  # the hub lives; PHP dies between the files
        place = "            $this->in($plans[$number]);"
        mover, dead = (house.there.root / MOVER).read_text(), f"{house.there.home}/dead"
        assert place in mover
        die = f"if ($number === 1 && !is_file('{dead}')) {{ touch('{dead}'); posix_kill(getmypid(), 9); }}\n"
        house.there.write(MOVER, mover.replace(place, die + place))
        job = house.run(package, Work.APPLY)
        assert Path(dead).exists()
        Path(dead).unlink()
    else:
        with monkeypatch.context() as patch:
            at(patch, owner, name, kill)
            with pytest.raises(Killed):
                house.run(package, Work.APPLY)
        Job.objects.update(lease_until_ms=0)
        claimed = claim()
        assert claimed is not None
        job = do(claimed)
    assert (job.stage, job.step) == (Stage.DONE, Step.LIVE), (job.trouble, job.detail)
    assert (house.version(), house.page()[0]) == ("1.1", 200)


def test_what_somebody_else_laid_is_left_alone_and_no_return_is_claimed_that_was_none(house: HostedHouse) -> None:
    package = tried(house, "1.1")
    house.allow()
    job = house.run(package, Work.APPLY)
    assert job.stage == Stage.DONE, (job.trouble, job.detail)
    house.there.write("wp-content/plugins/stall/stall.php", "<?php /* Plugin Name: Stall\n * Version: 9.0 */")
    back = house.run(package, Work.UNDO, {"job": job.uid})
    assert (back.stage, back.trouble, house.version()) == (Stage.FAILED, "changed_live", "9.0")
    house.there.write("wp-content/plugins/stall/stall.php", stall.code("1.1"))
    Restoring(line_to(Link.objects.get()), restore_id(job.uid)).commit()  # as a restore of the vault does
    back = house.run(package, Work.UNDO, {"job": job.uid})
    assert (back.stage, back.trouble, house.version()) == (Stage.FAILED, "missing", "1.1")


def test_files_and_folders_of_wordpress_itself_and_its_logs(house: HostedHouse, tmp_path: Path) -> None:
    root, way, desk = house.there.root, known_way(house.site), Unhurried()
    ground, lot = (
        ground_of(way),
        Lot("core", ("index.php", "new.php", "wp-includes/certificates"), tmp_path / "l/files"),
    )
    before = {part: (root / part).read_bytes() for part in ("index.php", "wp-includes/certificates/ca-bundle.crt")}
    for path, text in {**before, "new.php": b"<?php", "wp-includes/certificates/more.crt": b"more"}.items():
        (lot.files / path).parent.mkdir(parents=True, exist_ok=True)
        (lot.files / path).write_bytes(text + b"\n// newer")
    house.allow()
    house.there.write("wp-content/debug.log", "old\n")
    ends = ground.logs(way.origin)
    assert ends == {"wp-content/debug.log": 4}
    ground.ready(way.origin, lot, desk)
    ground.lay(way.origin, lot, desk)
    ground.swap(way.origin, lot, desk)
    ground.settle(way.origin, lot)
    live = {path: (root / path).read_bytes().endswith(b"// newer") for path in (*before, "new.php")}
    assert all(live.values()), live
    assert (root / "wp-includes/certificates/more.crt").exists()
    assert house.page()[0] == 200
    house.there.write("wp-content/debug.log", "old\nPHP Fatal error:  Uncaught Error: gone in x.php:3\n")
    assert any("gone" in line for line in log_since(ground, way.origin, ends))
    house.there.write("wp-content/.htdebug-0123456789abcdef.log", "hidden\n")
    assert ground.logs(way.origin)["wp-content/.htdebug-0123456789abcdef.log"] == 7
    ground.undo(way.origin, lot, desk)
    assert {part: (root / part).read_bytes() for part in before} == before
    assert not (root / "new.php").exists()
    assert not (root / "wp-includes/certificates/more.crt").exists()
    assert house.left() == []
