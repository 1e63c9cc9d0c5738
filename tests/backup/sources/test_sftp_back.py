"""Putting back over SSH, against a real sshd and MariaDB: byte for byte, killed anywhere, returned, and what is refused."""

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pytest

from dev.wordpress.mariadb import Server, create
from rempart.backup.actions.opened import places, sources
from rempart.backup.actions.plans import add_store, set_plan
from rempart.backup.actions.take_snapshot import newest
from rempart.backup.core.stages import Stage, Work
from rempart.backup.net import mysql
from rempart.backup.sources.sftp import UNIT
from rempart.channel.source import Origin, Parcel, PutBack, Table, Trouble
from rempart.directory.actions.add_site import add_site
from tests.backup.house import Desk, Shop, fill, tree
from tests.cast import Cast
from tests.servers.sshd import Sshd, sshd

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
ROOT = Path(__file__).resolve().parents[3]
ROWS = "SET NAMES utf8mb4; CREATE OR REPLACE TABLE shop.wp_posts (id INT PRIMARY KEY, t LONGTEXT) CHARSET utf8mb4; INSERT INTO shop.wp_posts VALUES "


@dataclass
class Far:
    """A site over there: its folder, its database, and the way in."""

    root: Path
    database: Server
    origin: Origin
    door: Sshd

    def rows(self) -> str:
        """Every table with all it holds."""
        names = self.database.sql("SHOW TABLES FROM shop").split()
        return "\n".join(
            f"{name}: {self.database.sql(f'SET NAMES utf8mb4; SELECT * FROM shop.`{name}` ORDER BY 1')}"
            for name in names
        )

    def change(self, text: str) -> None:
        """Files and rows of another day."""
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir()
        fill(self.root, 12, len(text))
        (self.root / "current").unlink()  # links over there are not read
        (self.root / f"only {text}' $x.php").write_text(text)
        self.database.sql(ROWS + f"(1,'{text} 😀 \\\\ ''q'' \\n'),(2,NULL)")
        self.database.sql(f"DROP TABLE IF EXISTS shop.wp_a, shop.wp_b; CREATE TABLE shop.wp_{text[0]} (a INT)")


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Far]:
    """One server and one database for the file."""
    folder = tmp_path_factory.mktemp("far")
    create(folder / "db")
    with sshd(folder / "sshd") as door, Server(folder / "db") as database:
        database.sql("CREATE DATABASE shop CHARACTER SET utf8mb4")
        given = {
            "host": "127.0.0.1", "port": str(door.port), "user": door.user, "host_key": door.host_key,
            "private_key": door.private_key, "folder": str(folder / "site"), "engine": "mysql", "db_name": "shop",
            "db_user": "root", "db_socket": str(database.socket), "db_password": "", "db_port": "3306",
        }  # fmt: skip
        yield Far(folder / "site", database, Origin("site", "", given, allow_private=True), door)


def parcel(far: Far, tmp_path: Path, uid: str = "aaaabbbb") -> Parcel:
    """What stands there now, as the vault would lay it."""
    folder = tmp_path / f"parcel-{uid}"
    made = UNIT.copy(far.origin, folder, Desk())
    (folder / "files").rename(folder / "new")
    return Parcel(uid, True, folder / "new", folder / "database", "mysql", "", made.tables)


def put_back() -> PutBack:
    """Of this source."""
    assert UNIT.put_back is not None
    return UNIT.put_back


def left(far: Far) -> list[str]:
    """What lies beside, files and tables."""
    beside = [one.name for one in (*far.root.parent.iterdir(), *far.root.iterdir()) if one.name.startswith(".rempart-")]
    return beside + [name for name in far.database.sql("SHOW TABLES FROM shop").split() if name.startswith("rmp")]


def test_a_site_comes_back_byte_for_byte_and_can_be_returned(ground: Far, tmp_path: Path) -> None:
    ground.change("apple")
    then = (tree(ground.root), ground.rows())
    held, desk = parcel(ground, tmp_path), Desk()
    ground.change("berry")
    now = (tree(ground.root), ground.rows())
    put_back().prepare(ground.origin, held, desk)
    assert tree(ground.root) == now[0]  # nothing live has changed
    put_back().swap(ground.origin, held, desk)
    assert tree(ground.root) == then[0]
    assert all(line in ground.rows() for line in then[1].split("\n"))
    put_back().undo(ground.origin, held, desk)
    assert (tree(ground.root), ground.rows()) == now
    assert left(ground) == []


def test_single_files_and_parts_are_exchanged_and_all_else_stays(ground: Far, tmp_path: Path) -> None:
    ground.change("apple")
    files = tmp_path / "p" / "new"
    (files / "wp-content/plugins/new").mkdir(parents=True)
    (files / "wp-content/plugins/new/a.php").write_text("new")
    (files / "index.php").write_text("then")
    (ground.root / "wp-content/plugins/old").mkdir(parents=True)
    before = tree(ground.root)
    held = Parcel("ccccdddd", False, files, parts=("wp-content/plugins",))
    put_back().prepare(ground.origin, held, Desk())
    put_back().swap(ground.origin, held, Desk())
    assert (ground.root / "index.php").read_text() == "then"
    assert not (ground.root / "wp-content/plugins/old").exists()
    changed = {"index.php", "wp-content/plugins/new/a.php"}
    assert {k: v for k, v in tree(ground.root).items() if k not in changed} == {
        k: v for k, v in before.items() if k not in changed
    }
    put_back().undo(ground.origin, held, Desk())
    assert tree(ground.root) == before
    (ground.root / "wp-content").rename(ground.root / "elsewhere")
    (ground.root / "wp-content").symlink_to("/etc")
    with pytest.raises(Trouble) as caught:
        put_back().prepare(ground.origin, replace(held, uid="ccccdde0", files=_again(files)), Desk())
    assert caught.value.code == "poisoned"
    put_back().undo(ground.origin, replace(held, uid="ccccdde0"), Desk())


def _again(files: Path) -> Path:
    (files.parent / "far.json").unlink(missing_ok=True)
    return files


@pytest.mark.parametrize("seed", range(2))
def test_killed_anywhere_it_goes_on_or_back(ground: Far, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    ground.change("apple")
    then = (tree(ground.root), ground.rows())
    held = parcel(ground, tmp_path, f"eeee{seed:04d}")
    ground.change("berry")
    now = (tree(ground.root), ground.rows())
    assert held.files is not None
    told = {
        "settings": dict(ground.origin.settings), "folder": str(held.files.parent), "uid": held.uid,
        "tables": [asdict(one) for one in held.tables], "steps": ["prepare", "swap"],
    }  # fmt: skip
    for _ in range(2):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.backup.sources.far_killed"], cwd=ROOT, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
        ) as worker:  # fmt: skip
            assert worker.stdin is not None
            assert worker.stdout is not None
            worker.stdin.write(json.dumps(told) + "\n")
            worker.stdin.flush()
            wanted = chance.choice(("prepare", "swap"))
            while worker.stdout.readline().strip() not in (wanted, ""):
                pass
            time.sleep(chance.random() * 1.2)
            worker.kill()
    time.sleep(0.3)  # a script that was sent whole ends over there by itself
    if seed % 2:
        put_back().prepare(ground.origin, held, Desk())
        put_back().swap(ground.origin, held, Desk())
        put_back().finish(ground.origin, held, Desk())
        assert (tree(ground.root), ground.rows()) == then
    else:
        put_back().undo(ground.origin, held, Desk())
        assert (tree(ground.root), ground.rows()) == now
    assert left(ground) == []


def test_a_script_that_breaks_off_runs_nothing(ground: Far, monkeypatch: pytest.MonkeyPatch) -> None:
    from rempart.backup.net import far, far_back
    from rempart.backup.net.process import run

    ground.change("apple")
    before = tree(ground.root)
    there = far.server(ground.origin)
    text = far_back.HEAD + f"main() {{\n:\nrm -rf -- '{ground.root}'\n}}\nmain\n"
    for cut in (2, 3, 5, 6, 8, 20):
        run(far.ssh(there, ["sh", "-s"], 30), feed=[text[:-cut].encode()])
    assert tree(ground.root) == before
    assert far_back.script(there, ["printf 'a\\nb\\0'"]) == ["a\nb"]
    monkeypatch.setattr(far_back, "HEAD", "exit 0\n")  # a server that ends well, and has done nothing
    with pytest.raises(Trouble):
        far_back.script(there, [":"])


def test_what_cannot_be_written_to_is_said(ground: Far, tmp_path: Path) -> None:
    files = tmp_path / "new"
    files.mkdir()
    held = Parcel("ffff0000", True, files)
    for settings, code in (({"folder": "relative"}, "not_allowed"), ({"private_key": "", "password": "x"}, "no_key")):
        origin = replace(ground.origin, settings={**ground.origin.settings, **settings})
        with pytest.raises(Trouble) as caught:
            put_back().prepare(origin, held, Desk())
        assert caught.value.code == code
    with pytest.raises(Trouble) as caught:
        put_back().prepare(ground.origin, Parcel("ffff0001", True, None, files, "sqlite", "", (_table(),)), Desk())
    assert caught.value.code == "not_allowed"


def _table() -> Table:
    return Table("t", "site.sqlite", 0, 0, "0" * 64)


def test_a_password_of_the_database_is_in_no_argument_over_there(ground: Far) -> None:
    """The program over there shows its own arguments; the password came, because the database has refused it."""
    from rempart.backup.net import far

    origin = replace(
        ground.origin, settings={**ground.origin.settings, "db_password": "ge'he\\im\"1", "db_user": "nobody"}
    )
    there = far.database(origin, far.server(origin))
    call, feed = there.call("sh", "-c", "cat /proc/self/cmdline; cat /dev/fd/5", is_fed=True)
    assert "ge'he" not in " ".join(call.argv)
    assert b"ge'he" in feed[0]
    with pytest.raises(Trouble) as caught:
        mysql.query(there, "SELECT 1")
    assert caught.value.code == "refused_us"


def test_the_line_is_not_filled_beyond_the_plan(ground: Far, tmp_path: Path) -> None:
    """200 KB at 100 KiB a second take about two seconds, by rclone and by what feeds the database."""
    ground.change("apple")
    (ground.root / "large.bin").write_bytes(random.Random(1).randbytes(200_000))
    slow = replace(ground.origin, bandwidth_kib=100, settings={**ground.origin.settings, "engine": "none"})
    began = time.monotonic()
    UNIT.copy(slow, tmp_path / "slow", Desk())
    assert time.monotonic() - began > 1.5
    wait, began = mysql._waiter(100), time.monotonic()
    for _ in range(20):
        wait(5_000)
    assert time.monotonic() - began > 0.9


@pytest.mark.django_db
def test_the_whole_way_through_the_vault(
    cast_: Cast, ground: Far, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("REMPART_BACKUP_FOLDERS", "/nowhere")
    ground.change("apple")
    then = (tree(ground.root), ground.rows())
    site = add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    store = add_store(cast_.alice, cast_.lavande, places()["folder"], "", {})
    given = dict(ground.origin.settings)
    plan = set_plan(cast_.alice, site, sources()["sftp"], given, [store], every_s=86_400)
    shop = Shop(ground.root, ground.root, site, plan, cast_.alice)
    row = shop.snapshot()
    ground.change("berry")
    now = (tree(ground.root), ground.rows())
    job = shop.run(Work.RESTORE, snapshot=row)
    assert job.stage == Stage.DONE, (job.trouble, job.detail)
    assert tree(ground.root) == then[0]
    assert newest(plan) == row  # what was kept before is a checkpoint
    undone = shop.run(Work.UNDO, wanted={"job": job.uid})
    assert undone.stage == Stage.DONE, undone.detail
    assert (tree(ground.root), ground.rows()) == now
    assert left(ground) == []
