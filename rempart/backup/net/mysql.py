"""MariaDB and MySQL through their own programs: one consistent dump, cut by table; loaded beside, swapped in one step."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from rempart.backup.core.dump import Poisoned, Splitter, quoted, statements
from rempart.backup.net.process import Call, Done, run
from rempart.channel.source import Desk, Parcel, Table, Trouble
from rempart.ledger import durable

FRESH, FORMER = "rmpn_", "rmpo_"  # tables laid beside the live ones, and live ones set aside; never in a snapshot
DUMP_S = 6 * 3600.0
QUERY_S = 600.0
MAX_TABLES = 10_000  # a network of 500 WordPress sites has about 6,000
JOURNAL = "tables.json"
_DUMP = (
    "--single-transaction", "--quick", "--compact", "--skip-triggers", "--hex-blob", "--no-tablespaces",
    "--order-by-primary", "--default-character-set=utf8mb4", "--net-buffer-length=1000000", "--max-allowed-packet=64M",
    "--tz-utc",
)  # fmt: skip
# Over SSH there is one stream. The lines up to an empty one are the options, and become a pipe of their own; the rest is
# what the program reads. `read` takes no byte too much from a pipe.
APART = (
    'exec 3<&0; o=; while IFS= read -r l && [ -n "$l" ]; do o="$o$l\n"; done; p=$1; shift; '
    'printf %s "$o" | "$p" --defaults-extra-file=/dev/fd/5 "$@" 5<&0 <&3 3<&-'
)
_BEGIN = (
    b"SET NAMES utf8mb4; SET FOREIGN_KEY_CHECKS=0; SET UNIQUE_CHECKS=0; "
    b"SET SQL_MODE='NO_AUTO_VALUE_ON_ZERO'; SET TIME_ZONE='+00:00';\n"
)


@dataclass(frozen=True, slots=True)
class Server:
    """How the site's own account reaches its database. `far` runs the programs elsewhere (ssh), the options file then
    comes through standard input."""

    name: str
    user: str
    password: str
    socket: str = ""
    host: str = "localhost"
    port: int = 3306
    far: Callable[[Sequence[str], float], Call] | None = None
    bandwidth_kib: int = 0

    def call(
        self, program: str, *argv: str, within_s: float = QUERY_S, is_fed: bool = False
    ) -> tuple[Call, list[bytes]]:
        """The program with its way in, and what it must read first; the password travels in a file in memory. `is_fed`:
        more follows on standard input, which elsewhere brings the options too."""
        for word in (self.name, self.user, self.password, self.socket, self.host):
            if any(ord(letter) < 32 for letter in word):
                raise Trouble("refused_us", "a setting of the database holds a line break")
        way = f"socket={_word(self.socket)}\n" if self.socket else f"host={_word(self.host)}\nport={self.port}\n"
        options = f"[client]\nuser={_word(self.user)}\npassword={_word(self.password)}\n{way}".encode()
        if self.far is not None and is_fed:
            named = {"mariadb": "mysql", "mariadb-dump": "mysqldump"}.get(program, program)
            return self.far(["sh", "-c", APART, "sh", named, *argv], within_s), [options + b"\n"]
        if self.far is not None:
            return self.far([program, "--defaults-extra-file=/dev/stdin", *argv], within_s), [options]
        secrets = {"options": options}
        return Call([program, "--defaults-file={options}", *argv], secrets=secrets, within_s=within_s), []


def _word(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def query(server: Server, sql: str) -> list[list[str]]:
    """Rows as text. Raises Trouble."""
    argv = ["--batch", "--skip-column-names", "--default-character-set=utf8mb4"]
    call, feed = server.call("mariadb", *argv, is_fed=True)
    done = run(call, feed=[*feed, f"USE {quoted(server.name)}; {sql};\n".encode()])
    _require(done)
    return [line.split("\t") for line in done.out.decode("utf-8", "replace").splitlines()]


def _require(done: Done) -> None:
    if done.code:
        code = "refused_us" if "ERROR 1045" in done.said or "ERROR 1044" in done.said else "unreadable"
        raise Trouble(code, done.said[-300:])


def tables(server: Server) -> list[str]:
    """Base tables, without what a restore has laid beside. Raises Trouble."""
    named = [row[0] for row in query(server, "SHOW FULL TABLES WHERE Table_type='BASE TABLE'")]
    if len(named) > MAX_TABLES:
        raise Trouble("too_large", f"{len(named)} tables; {MAX_TABLES} are the limit")
    return [name for name in named if not name.startswith((FRESH, FORMER))]


def left_out(server: Server) -> tuple[str, ...]:
    """What a copy does not hold and this database has."""
    asked = {
        "views": "SELECT COUNT(*) FROM information_schema.VIEWS WHERE TABLE_SCHEMA=DATABASE()",
        "triggers": "SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA=DATABASE()",
        "routines": "SELECT COUNT(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA=DATABASE()",
        "not_one_moment": "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA=DATABASE() "
        "AND TABLE_TYPE='BASE TABLE' AND ENGINE NOT IN ('InnoDB')",
    }
    return tuple(name for name, sql in asked.items() if query(server, sql) != [["0"]])


def dump(server: Server, names: Sequence[str], folder: Path, desk: Desk) -> tuple[Table, ...]:
    """The named tables of one moment, a file each. Raises Trouble."""
    with Files(folder, desk) as files:
        splitter = Splitter(files.begin)
        files.rows = lambda: splitter.rows
        program = "mysqldump" if server.far is not None else "mariadb-dump"
        call, feed = server.call(program, *_DUMP, server.name, *names, within_s=DUMP_S)

        def take(block: bytes) -> None:
            if server.far is not None:
                desk.pace(len(block))
            splitter.feed(block)

        done = run(call, blocks=take, feed=feed, tick=files.tell)
        _require(done)
        try:
            splitter.end()
        except Poisoned as bad:
            raise Trouble("unreadable", str(bad)) from bad
    missing = set(names) - {table.name for table in files.done}
    if missing:
        raise Trouble("unreadable", f"{len(missing)} tables are missing in the dump")
    return tuple(files.done)


class Files:
    """The open file of a dump, and what stands in those before."""

    def __init__(self, folder: Path, desk: Desk) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder, self.desk, self.done, self.bytes = folder, desk, list[Table](), 0
        self.rows: Callable[[], int] = lambda: 0
        self._close: Callable[[], None] | None = None

    def begin(self, name: str) -> Callable[[bytes], None]:
        """Where the bytes of the next table go."""
        self.end()
        file = f"{len(self.done) + 1:05d}.sql"
        out, digest, size = (self.folder / file).open("wb", buffering=1 << 20), hashlib.sha256(), [0]

        def write(data: bytes) -> None:
            out.write(data)
            digest.update(data)
            size[0] += len(data)
            self.bytes += len(data)

        def close() -> None:
            out.close()
            self.done.append(Table(name, file, self.rows(), size[0], digest.hexdigest()))

        self._close = close
        return write

    def tell(self) -> None:
        """How far it is."""
        self.desk.tell("database", self.bytes)

    def end(self) -> None:
        """The table is whole."""
        if self._close is not None:
            self._close()
            self._close = None

    def __enter__(self) -> "Files":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self.end()
        kept = {table.file for table in self.done}
        for old in self.folder.glob("*.sql"):
            if old.name not in kept:
                old.unlink()


def lay(server: Server, parcel: Parcel, desk: Desk) -> None:
    """Every table of the parcel beside the live ones; what was laid before a kill stays. Raises Trouble."""
    assert parcel.database is not None
    journal = parcel.database.parent / JOURNAL
    held = _read(parcel)
    if not held.names:
        live = tables(server) if parcel.is_whole else []
        mine = [table.name for table in parcel.tables]
        held = Held((*mine, *(name for name in live if name not in mine)), len(mine))
        _write(journal, held)
    total = sum(table.bytes for table in parcel.tables)
    for number in range(held.laid, held.fresh):
        table = parcel.tables[number]
        desk.tell("database", sum(one.bytes for one in parcel.tables[:number]), total)
        _lay_one(server, parcel, number, table, desk)
        _write(journal, replace(held, laid=number + 1))


def _lay_one(server: Server, parcel: Parcel, number: int, table: Table, desk: Desk) -> None:
    assert parcel.database is not None
    mine = quoted(_fresh(parcel, number))
    numbers = {one.name: place for place, one in enumerate(parcel.tables)}

    def rename(other: str) -> str:
        return _fresh(parcel, numbers[other]) if other in numbers else other

    digest, wait = hashlib.sha256(), _waiter(server.bandwidth_kib)

    def lines() -> Iterator[bytes]:
        with (parcel.database / table.file).open("rb") as source:  # type: ignore[operator]
            for line in source:
                digest.update(line)
                yield line

    def whole() -> Iterator[bytes]:
        yield from first
        yield b"USE " + quoted(server.name).encode() + b";\n" + _BEGIN
        yield f"DROP TABLE IF EXISTS {mine};\n".encode()
        for part, _ in statements(lines(), table.name, _fresh(parcel, number), rename):
            wait(len(part))
            yield part

    call, first = server.call(
        "mariadb", "--binary-mode", "--default-character-set=utf8mb4", "--max-allowed-packet=128M", within_s=DUMP_S,
        is_fed=True,
    )  # fmt: skip
    try:
        _require(run(call, feed=whole(), tick=lambda: desk.tell("database", number, len(parcel.tables))))
    except Poisoned as bad:
        query(server, f"DROP TABLE IF EXISTS {mine}")
        raise Trouble("poisoned", f"table {table.name}: {bad}") from bad
    if digest.hexdigest() != table.sha256:
        raise Trouble("poisoned", f"table {table.name} is not the one that was copied")
    count = query(server, f"SELECT COUNT(*) FROM {mine}")  # noqa: S608 - quoted
    if count != [[str(table.rows)]]:
        raise Trouble("unreadable", f"table {table.name}: {count} rows came, {table.rows} were copied")


def _waiter(kib: int) -> Callable[[int], None]:
    """What feeds a program runs beside the desk, and has to wait by itself."""
    sent, began = 0, time.monotonic()

    def wait(count: int) -> None:
        nonlocal sent
        sent += count
        if kib:
            time.sleep(max(0.0, sent / (kib * 1024) - (time.monotonic() - began)))

    return wait


def swap(server: Server, parcel: Parcel) -> None:
    """Everything in one RENAME TABLE: the engine does all of it, or nothing."""
    held, present = _state(server, parcel)
    moves = []
    for number, name in enumerate(held.names):
        fresh, former = _fresh(parcel, number), _former(parcel, number)
        if number < held.fresh and fresh not in present:
            continue  # it is live already
        if name in present and former not in present:
            moves.append((name, former))
        if number < held.fresh:
            moves.append((fresh, name))
    _rename(server, moves)


def undo(server: Server, parcel: Parcel) -> None:
    """The former tables live again, the fresh ones gone; whatever was through."""
    held, present = _state(server, parcel)
    moves = []
    for number, name in enumerate(held.names):
        fresh, former = _fresh(parcel, number), _former(parcel, number)
        if number < held.fresh and held.laid >= held.fresh and fresh not in present and name in present:
            moves.append((name, fresh))
        if former in present:
            moves.append((former, name))
    _rename(server, moves)
    _drop(server, [_fresh(parcel, number) for number in range(held.fresh)])


def finish(server: Server, parcel: Parcel) -> None:
    """What only a return would need goes away."""
    held, present = _state(server, parcel)
    _drop(server, [one for number in range(len(held.names)) if (one := _former(parcel, number)) in present])


def _state(server: Server, parcel: Parcel) -> tuple["Held", set[str]]:
    return _read(parcel), {row[0] for row in query(server, "SHOW FULL TABLES WHERE Table_type='BASE TABLE'")}


def _rename(server: Server, moves: Sequence[tuple[str, str]]) -> None:
    if moves:
        query(server, "RENAME TABLE " + ", ".join(f"{quoted(old)} TO {quoted(new)}" for old, new in moves))


def _drop(server: Server, names: Sequence[str]) -> None:
    if names:
        query(server, "SET FOREIGN_KEY_CHECKS=0; DROP TABLE IF EXISTS " + ", ".join(quoted(name) for name in names))


def _fresh(parcel: Parcel, number: int) -> str:
    return f"{FRESH}{parcel.uid}_{number}"


def _former(parcel: Parcel, number: int) -> str:
    return f"{FORMER}{parcel.uid}_{number}"


@dataclass(frozen=True, slots=True)
class Held:
    """The list of what will be exchanged: the first `fresh` names come, the rest go; `laid` of them lie there whole."""

    names: tuple[str, ...] = ()
    fresh: int = 0
    laid: int = 0


def _read(parcel: Parcel) -> Held:
    assert parcel.database is not None
    journal = parcel.database.parent / JOURNAL
    if not journal.exists():
        return Held()
    kept = json.loads(journal.read_text())
    return Held(tuple(kept["names"]), kept["fresh"], kept["laid"])


def _write(journal: Path, held: Held) -> None:
    durable.put(journal, json.dumps(asdict(held)).encode())
