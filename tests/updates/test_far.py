"""Updates laid live over SSH (STG-02, BCP-03): a real sshd, a real WordPress, a real MariaDB."""

import contextlib
from collections.abc import Iterable, Iterator

import pytest

from dev.wordpress import Site as WordPress
from rempart.backup.actions.opened import places, sources
from rempart.backup.actions.plans import add_store, set_plan
from rempart.backup.net import far_back, far_ground
from rempart.backup.net.far import Server
from rempart.channel.copies import Copy
from rempart.channel.source import Trouble
from rempart.directory.actions.add_site import add_site
from rempart.updates.actions import try_on_copy
from rempart.updates.actions.ask import set_habit
from rempart.updates.actions.standing import ground_of
from rempart.updates.actions.versions import known_way
from rempart.updates.actions.work import claim, do
from rempart.updates.core.stages import Stage, Step, Work
from rempart.updates.net.live import log_since
from rempart.updates.store.models import Job
from tests.cast import Cast
from tests.servers.sshd import Sshd, sshd
from tests.updates.house import House, stalled
from tests.updates.test_live import Killed, at, changed_table, tried

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with sshd(tmp_path_factory.mktemp("door")) as found:
        yield found


@pytest.fixture
def house(
    cast_: Cast, wordpress_mariadb: WordPress, copy: Copy, door: Sshd, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    """The files and the database are asked for over SSH alone."""
    live = wordpress_mariadb
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("REMPART_BACKUP_FOLDERS", "/tmp")  # for the store of the vault
    monkeypatch.setattr(far_ground, "SETTLE_S", 0.0)  # this PHP looks at every file at every request
    monkeypatch.setattr(try_on_copy, "copy_of", lambda *_: contextlib.nullcontext(copy))
    with stalled(live):
        site = add_site(cast_.alice, cast_.lavande, live.url)
        store = add_store(cast_.alice, cast_.lavande, places()["folder"], "Own", {})
        given = {
            "host": "127.0.0.1", "port": str(door.port), "user": door.user, "host_key": door.host_key,
            "private_key": door.private_key, "folder": str(live.root), "engine": "mysql", "db_name": "wordpress",
            "db_user": "root", "db_socket": str(live._socket),
        }  # fmt: skip
        set_plan(cast_.alice, site, sources()["sftp"], given, [store], every_s=6 * 3_600)
        made = House(live, site, cast_.alice)
        set_habit(made.actor, site, "/", "GET / => sells stone by the piece")
        yield made
        live.delete("only-here")
    assert not (live.root / ".maintenance").exists()
    assert [one.name for one in (*live.root.parent.glob(".rempart-*"), *live.root.glob(".rempart-*"))] == []


def test_a_changed_table_waits_a_moment_and_goes_back_only_as_seen(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed_table(house, monkeypatch, (200,))


def test_a_broken_page_brings_the_files_before_back_and_an_order_stays(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tried(house, "1.6")
    house.live.write("only-here", "what no copy has")
    at(monkeypatch, far_back, "_exchange", lambda: house.order("middle"))
    job = house.run(package, Work.APPLY)
    assert (job.stage, job.step, job.trouble) == (Stage.FAILED, Step.RETURNED, "broke_live"), job.detail
    assert (house.version(), house.page()[0], house.orders()) == ("1.0", 200, ["middle"])
    assert "updates.update.returned" in house.events()


def test_killed_between_two_renames_it_goes_on_and_a_stranger_is_left_alone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tried(house, "1.1")
    whole = far_back.script

    def half(there: Server, lines: Iterable[str]) -> list[str]:
        wanted = list(lines)
        if not wanted[-1].startswith("mv -- "):
            return whole(there, wanted)
        with pytest.raises(Trouble):  # the old folder is aside, the new one not yet in its place
            whole(there, [*wanted[:-1], "exit 9; fi"])
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(far_back, "script", half)
        with pytest.raises(Killed):
            house.run(package, Work.APPLY)
    assert not (house.live.root / "wp-content/plugins/stall").exists()
    Job.objects.update(lease_until_ms=0)
    claimed = claim()
    assert claimed is not None
    job = do(claimed)
    assert (job.stage, job.step, house.version()) == (Stage.DONE, Step.LIVE, "1.1"), (job.trouble, job.detail)
    folder = house.live.root / "wp-content/plugins/stall"
    folder.rename(folder.with_name("aside"))
    house.live.write("wp-content/plugins/stall/stall.php", "<?php /* Plugin Name: Stall\n * Version: 9.0 */")
    back = house.run(package, Work.UNDO, {"job": job.uid})
    assert (back.trouble, house.version()) == ("changed_live", "9.0")
    house.live.delete("wp-content/plugins/stall")
    folder.with_name("aside").rename(folder)
    assert house.run(package, Work.UNDO, {"job": job.uid}).stage == Stage.DONE
    assert house.version() == "1.0"
    way = known_way(house.site)
    house.live.write("wp-content/debug.log", "old\n")
    ends = far_ground.logs(way.origin)
    house.live.write("wp-content/debug.log", "old\nPHP Fatal error:  Uncaught Error: gone in x.php:3\n")
    assert ends == {"wp-content/debug.log": 4}
    assert any("gone" in line for line in log_since(ground_of(way), way.origin, ends))
    house.live.write("wp-content/.htdebug-0123456789abcdef.log", "hidden\n")
    assert far_ground.logs(way.origin)["wp-content/.htdebug-0123456789abcdef.log"] == 7
    for name in ("debug.log", ".htdebug-0123456789abcdef.log"):
        house.live.delete(f"wp-content/{name}")
