"""A real PostgreSQL 15 for the tests: one server for the session, shared by its workers, a database for each of them.

Started by whoever asks first, as another user where the tests run as root, and stopped by the process that set FOLDER.
"""

import fcntl
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

FOLDER = "REMPART_TEST_POSTGRES"  # where the session's server has its files
PROGRAMS = Path("/usr/lib/postgresql/15/bin")
PATIENCE_S = 90.0
CONNECTIONS = 300  # several installations at once on one server
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")  # the tests kill processes, not machines


def address(database: str) -> str:
    """The address of a database of the session's server; both are made when they are missing."""
    import psycopg
    from psycopg import sql

    port = _port(Path(os.environ[FOLDER]))
    there = f"postgresql://rempart@127.0.0.1:{port}"
    with psycopg.connect(f"{there}/postgres", autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone()
        if known is None:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(database)))
    return f"{there}/{database}"


def copied(database: str, of: str) -> str:
    """The address of a copy of another database, in which nobody may be at work; what had that name before is gone."""
    import psycopg
    from psycopg import sql

    there = address(of).rpartition("/")[0]
    new, old = sql.Identifier(database), sql.Identifier(of)
    with psycopg.connect(f"{there}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(new))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(new, old))
    return f"{there}/{database}"


def name_in(state: Path) -> None:
    """In the round on PostgreSQL: an installation in that folder gets a database of its own."""
    named = state / "database"
    if os.environ.get("REMPART_TEST_DATABASE") == "postgres" and not named.exists():
        named.touch(mode=0o600)
        named.write_text(address(f"house_{secrets.token_hex(4)}"))


def empty(where: str) -> None:
    """Take everything out of a database, and everybody who is still connected."""
    import psycopg

    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid()"
        )
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def _port(folder: Path) -> int:
    with (folder / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        said = folder / "port"
        if not said.exists():
            said.write_text(str(start(folder)))
        return int(said.read_text())


def start(folder: Path, *settings: str) -> int:
    """A server with its files in that folder; its port. Without settings it is quick and forgets at a power cut."""
    data, logs = folder / "data", folder / "log"
    folder.chmod(0o755)  # the server's own user must reach its own folder below
    data.mkdir()
    logs.touch()
    other: dict[str, Any] = {}
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        for path in (data, logs):
            os.chown(path, user.pw_uid, user.pw_gid)
        other = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": data}
    made: list[str | Path] = [
        PROGRAMS / "initdb",
        "--auth=trust",
        "-N",
        "-U",
        "rempart",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-D",
        data,
    ]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL, **other)
    port = _free_port()
    options = (*(settings or FAST), "listen_addresses=127.0.0.1", f"unix_socket_directories={data}",
               f"max_connections={CONNECTIONS}", f"port={port}")  # fmt: skip
    given = " ".join(f"-c {option}" for option in options)
    starting: list[str | Path] = [PROGRAMS / "pg_ctl", "start", "-w", "-s", "-D", data, "-l", logs, "-o", given]
    subprocess.run(starting, check=True, stdout=subprocess.DEVNULL, start_new_session=True, **other)
    return port


def stop(folder: Path) -> None:
    """End the server, if one was started, and remove its files."""
    running = folder / "data" / "postmaster.pid"
    if running.exists():
        number = int(running.read_text().split()[0])
        os.kill(number, signal.SIGINT)  # "fast": whoever is connected is let go
        end = time.monotonic() + PATIENCE_S
        while running.exists() and time.monotonic() < end:
            time.sleep(0.02)
    shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port
