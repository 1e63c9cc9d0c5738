"""The vault beside raw restic and beside tar + zstd, all in one run: `python -m bench.vault` (see docs/benchmarks.md).

Each takes the same files and the same consistent dump of a real MariaDB; each brings both back. VAULT_BENCH=full takes
2 GB in 20,000 files and a table of 500 MB, proves that what came back is the same, and needs about 15 GB of disk.
"""

import hashlib
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from dev.wordpress.mariadb import Server, create
from rempart.backup.core.place import Where
from rempart.backup.net import fetch, here, mysql, restic, snapshot
from rempart.backup.places import folder as folders
from rempart.backup.sources import here as source
from rempart.channel.source import Origin

SIZES = {"small": (2_000, 200, 50, 3), "full": (20_000, 2_000, 500, 3)}  # files, MB of files, MB of a table, rounds
MOST = 1.15  # asked for: wall time over raw restic
WORDS = [
    "the",
    "shop",
    "of",
    "the",
    "house",
    "keeps",
    "lavender",
    "honey",
    "soap",
    "and",
    "letters",
    "for",
    "guests",
    "who",
    "come",
    "again",
]


class Desk:
    """Nobody watches."""

    def tell(self, step: str, done: int, total: int | None = None) -> None:
        """Nothing."""

    def pace(self, count: int) -> None:
        """Nothing."""


def fill(root: Path, files: int, megabytes: int) -> None:
    """A third text, the rest as pictures are: not to be compressed."""
    dice, each = random.Random(7), megabytes * 1_000_000 // files
    for number in range(files):
        folder = root / "wp-content" / "uploads" / f"é{number % 40}"
        folder.mkdir(parents=True, exist_ok=True)
        size = dice.randrange(each // 2, each * 3 // 2)
        if number % 3:
            (folder / f"图片 {number}.jpg").write_bytes(dice.randbytes(size))
        else:
            words = " ".join(dice.choices(WORDS, k=size // 6 + 1))
            (folder / f"page-{number}.php").write_text(words[:size])


def fill_table(server: Server, megabytes: int) -> None:
    """Rows of text with letters of every kind."""
    server.sql("CREATE DATABASE shop CHARACTER SET utf8mb4")
    server.sql("CREATE TABLE shop.wp_posts (id BIGINT PRIMARY KEY AUTO_INCREMENT, t LONGTEXT) CHARSET utf8mb4")
    way = mysql.Server("shop", "root", "", socket=str(server.socket))
    mysql.query(way, "CREATE TABLE `wp_ünder` (id INT PRIMARY KEY, v TEXT); INSERT INTO `wp_ünder` VALUES (1,'😀')")
    dice = random.Random(9)
    for _ in range(megabytes):
        texts = (" ".join(dice.choices(WORDS, k=330)) + " 😀é '' \\\\" for _ in range(500))
        rows = ",".join(f"('{text}')" for text in texts)
        mysql.query(way, f"INSERT INTO wp_posts (t) VALUES {rows}")


def digest(root: Path) -> str:
    """Over every name and byte."""
    whole = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file():
            with path.open("rb") as held:
                whole.update(str(path.relative_to(root)).encode() + hashlib.file_digest(held, "sha256").digest())
    return whole.hexdigest()


def timed(work: Callable[[], object]) -> float:
    """Seconds of the wall, what is dirty written first."""
    os.sync()
    begin = time.monotonic()
    work()
    return time.monotonic() - begin


class House:
    """One site, and the three ways of keeping it."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder, self.server = folder, server
        self.root = folder / "site"
        given = {"folder": str(self.root), "engine": "mysql", "db_name": "shop", "db_user": "root"}
        self.origin = Origin("site", "", {**given, "db_socket": str(server.socket)})

    def dump(self) -> None:
        """As anybody would by hand."""
        argv = ["mariadb-dump", "--no-defaults", f"--socket={self.server.socket}", "-u", "root", "--single-transaction"]
        with (self.folder / "dump.sql").open("wb") as out:
            subprocess.run([*argv, "--quick", "--hex-blob", "--order-by-primary", "shop"], stdout=out, check=True)

    def raw(self, *argv: str) -> None:
        """restic by hand."""
        env = {**os.environ, "RESTIC_PASSWORD": "x", "RESTIC_CACHE_DIR": str(self.folder / "raw-cache")}
        whole = ["restic", "-q", "-r", str(self.folder / "raw"), *argv]
        subprocess.run(whole, env=env, check=True, stdout=subprocess.DEVNULL)

    def keep_raw(self) -> None:
        """Dump, then restic."""
        self.dump()
        self.raw("backup", str(self.root), str(self.folder / "dump.sql"))

    def keep_tar(self) -> None:
        """Dump, then tar and zstd on all processors."""
        self.dump()
        argv = [
            "tar",
            "-I",
            "zstd -T0",
            "-cf",
            str(self.folder / "all.tar.zst"),
            "-C",
            str(self.folder),
            "site",
            "dump.sql",
        ]
        subprocess.run(argv, check=True)

    def repository(self) -> restic.Repository:
        """The vault's."""
        opened = folders.UNIT.open(Where({}, "one", str(self.folder / "vault")))
        return restic.Repository(opened, b"x", self.folder / "cache", "site")

    def keep(self) -> restic.Made:
        """The vault: dump cut by table, rows and digests, manifest, restic."""
        copy = snapshot.ready(source.UNIT, self.origin, self.folder / "work", Desk())
        return snapshot.keep(self.repository(), copy, Desk())

    def restore_raw(self) -> None:
        """Into a folder, and the dump into a database."""
        back = self.folder / "back-raw"
        self.raw("restore", "latest", "--target", str(back))
        self.server.sql("CREATE OR REPLACE DATABASE back CHARACTER SET utf8mb4")
        with (back / str(self.folder)[1:] / "dump.sql").open("rb") as given:
            argv = ["mariadb", "--no-defaults", "--default-character-set=utf8mb4", f"--socket={self.server.socket}"]
            subprocess.run([*argv, "-u", "root", "back"], stdin=given, check=True)
        shutil.rmtree(back)

    def restore(self, made: restic.Made) -> None:
        """After a wipe: everything back, by the source's own exchange."""
        put_back = source.UNIT.put_back
        assert put_back is not None
        parcel, _ = fetch.fetch(self.repository(), made.id, here.near(self.origin), "bench", fetch.Wanted(), Desk())
        put_back.prepare(self.origin, parcel, Desk())
        put_back.swap(self.origin, parcel, Desk())
        put_back.finish(self.origin, parcel, Desk())

    def fresh(self) -> None:
        """Empty repositories."""
        for name in ("raw", "raw-cache", "vault", "cache", "work"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self.raw("init")
        restic.init(self.repository())


def rounds(house: House, count: int) -> Iterator[tuple[str, str, float]]:
    """What, by whom, seconds; the order turns with each round, so that none is always the first to find warm files."""
    for number in range(count):
        house.fresh()
        ways: list[tuple[str, Callable[[], object]]] = [
            ("raw restic", house.keep_raw), ("vault", house.keep), ("tar + zstd", house.keep_tar),
        ]  # fmt: skip
        ways = ways[number % 3 :] + ways[: number % 3]
        for what in ("first", "unchanged"):
            for name, way in ways:
                yield what, name, timed(way)
        yield "restore", "raw restic", timed(house.restore_raw)


def main() -> int:
    """Prints the table; fails when what came back is not what was there."""
    files, megabytes, table, count = SIZES[os.environ.get("VAULT_BENCH", "small")]
    with tempfile.TemporaryDirectory(prefix="rempart-bench-", dir=os.environ.get("BENCH_FOLDER")) as made:
        folder = Path(made)
        create(folder / "data")
        with Server(folder / "data") as server:
            house = House(folder, server)
            fill(house.root, files, megabytes)
            fill_table(server, table)
            seconds: dict[tuple[str, str], list[float]] = {}
            for what, name, took in rounds(house, count):
                seconds.setdefault((what, name), []).append(took)
            kept, before = house.keep(), digest(house.root)
            tables = snapshot.ready(source.UNIT, house.origin, folder / "work", Desk()).copied.tables
            shutil.rmtree(house.root)
            mysql.query(here.server(house.origin), "DROP TABLE wp_posts, `wp_ünder`")
            seconds["restore", "vault"] = [timed(lambda: house.restore(kept))]
            again = mysql.dump(here.server(house.origin), [one.name for one in tables], folder / "again", Desk())
            same = digest(house.root) == before and again == tables
    print(
        f"{files} files, {megabytes} MB, a table of {table} MB, {count} rounds; back after a wipe and the same: {same}"
    )
    for what, name in sorted(seconds):
        median, base = statistics.median(seconds[what, name]), statistics.median(seconds[what, "raw restic"])
        print(f"{what:10} {name:11} {median:8.2f} s  {median / base:5.2f} of raw restic")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
