"""The database of a copy: MariaDB behind its own walls on a socket in the copy's folder, filled from proven tables."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from rempart.channel.source import Desk, Table, Trouble
from rempart.staging.net import hostile
from rempart.staging.net.box import Box
from rempart.staging.net.watched import Watched

NAME = "copy"
SOCKET = "/copy/run/db.sock"
WAIT_S = 60.0
LOAD_S = 6 * 3_600.0
BATCH = 64 * 1024**2  # bytes of tables between two words of progress
_CLIENT = ["mariadb", "--no-defaults", f"--socket={SOCKET}", "--user=root", "--default-character-set=utf8mb4"]
# What is committed is with the kernel (2): a server that is killed loses none of it, and nothing waits for the disk.
_SERVER = (
    "--no-defaults", "--datadir=/copy/db", f"--socket={SOCKET}", "--skip-networking", "--pid-file=/copy/run/db.pid",
    "--innodb-buffer-pool-size=128M", "--innodb-log-file-size=16M", "--innodb-flush-log-at-trx-commit=2",
    "--performance-schema=OFF", "--skip-log-bin", "--local-infile=0", "--max-connections=40", "--max-allowed-packet=128M",
    "--skip-symbolic-links", "--tmpdir=/copy/db", "--log-error=/copy/run/mariadb.log",
)  # fmt: skip
_LOAD = """set -e
for file in "$@"; do
  { printf "USE %s; SET NAMES utf8mb4; SET FOREIGN_KEY_CHECKS=0; SET UNIQUE_CHECKS=0; SET SQL_MODE='NO_AUTO_VALUE_ON_ZERO'; SET TIME_ZONE='+00:00';\\n" copy
    cat "/copy/tables/$file"; } | mariadb --no-defaults --socket=/copy/run/db.sock --user=root --binary-mode \\
    --default-character-set=utf8mb4 --max-allowed-packet=128M
done
"""


def create(box: Box) -> None:
    """An empty server. Raises Trouble."""
    if shutil.which("mariadb-install-db") is None:
        raise Trouble("no_tool", "MariaDB is not installed on this machine")
    done = box.run(
        ["mariadb-install-db", "--no-defaults", "--datadir=/copy/db", "--auth-root-authentication-method=normal",
         "--skip-test-db", "--innodb-log-file-size=16M", "--skip-name-resolve"],
        within_s=300, with_db=True,
    )  # fmt: skip
    if done.code:
        raise Trouble(
            "unreadable", f"MariaDB does not begin: {(done.said or done.out.decode('utf-8', 'replace'))[-200:]}"
        )


def start(box: Box) -> Watched:
    """The server, answering. Raises Trouble."""
    server = box.start(["mariadbd", *_SERVER], with_db=True, with_files=False)
    ends = time.monotonic() + WAIT_S
    while time.monotonic() < ends and server.is_alive:
        try:
            hostile.connect(box.folder / "run", "db.sock", 5).close()
            return server
        except OSError:
            time.sleep(0.05)
    server.end()
    raise Trouble("no_answer", "the copy's database does not start")


def make(box: Box) -> None:
    """An empty database in the running server. Raises Trouble."""
    _ask(box, f"CREATE DATABASE {NAME} CHARACTER SET utf8mb4")


def load(box: Box, tables: tuple[Table, ...], desk: Desk) -> None:
    """Every table, in pieces so that progress is seen; then each is counted. Raises Trouble."""
    make(box)
    total, done = sum(table.bytes for table in tables), 0
    for batch in _batches(tables):
        desk.tell("database", done, total)
        ran = box.run(["sh", "-c", _LOAD, "load", *(one.file for one in batch)], within_s=LOAD_S, with_tables=True)
        if ran.code or ran.said.strip():
            raise Trouble("unreadable", f"near table {batch[0].name}: {ran.said[-200:]}")
        done += sum(one.bytes for one in batch)
    names = ["`" + table.name.replace("`", "``") + "`" for table in tables]
    found = _ask(box, "; ".join(f"SELECT COUNT(*) FROM {NAME}.{name}" for name in names)).split()  # noqa: S608 - quoted
    for table, count in zip(tables, found, strict=True):
        if count != str(table.rows):
            raise Trouble("not_the_same", f"table {table.name}: {count} rows came, {table.rows} were kept")


def _batches(tables: tuple[Table, ...]) -> Iterator[list[Table]]:
    """Small ones together: each program costs its start."""
    batch: list[Table] = []
    for table in tables:
        if batch and (len(batch) >= 100 or sum(one.bytes for one in batch) + table.bytes > BATCH):
            yield batch
            batch = []
        batch.append(table)
    if batch:
        yield batch


def _ask(box: Box, sql: str) -> str:
    ran = box.run([*_CLIENT, "--batch", "--skip-column-names"], feed=sql.encode() + b";\n")
    if ran.code:
        raise Trouble("unreadable", ran.said[-200:])
    return ran.out.decode("utf-8", "replace").strip()


def stop(server: Watched, box: Box) -> None:
    """Pages written back first, where it still answers."""
    if server.is_alive:
        box.run([*_CLIENT, "--execute=SHUTDOWN"], within_s=30)
        ends = time.monotonic() + 20
        while server.is_alive and time.monotonic() < ends:
            time.sleep(0.05)
    server.end()


def keeps(folder: Path) -> bool:
    """Has a server been made in this copy?"""
    return (folder / "db" / "mysql").is_dir()
