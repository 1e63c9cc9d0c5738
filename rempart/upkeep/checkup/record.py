"""The record: is the database whole and current, and does the ledger verify?"""

import contextlib
from datetime import UTC, datetime
from pathlib import Path

from django.db import DatabaseError

from rempart.channel import database
from rempart.ledger import checkpoint, heartbeat, keys, recall, rotate, store
from rempart.ledger.keys import Keys
from rempart.ledger.note import BadNote
from rempart.ledger.verify import verify
from rempart.ledger.witnesses import book
from rempart.upkeep import upgrade
from rempart.upkeep.checkup.check import Check
from rempart.upkeep.running import holder

QUICK_ENTRIES = 20_000  # a log up to this size is checked whole (about a second); of a longer one, the checkpoint
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")  # of a server: acknowledged means on the disk
NOTHING_YET = "Nothing is recorded here yet."
START = "rempart up"
ASK_ONE = "On another machine: rempart witness serve; then here: rempart ledger witness add ADDRESS KEY"
COMPARE = "rempart ledger verify, then: rempart ledger compare EXPORT ADDRESS"
RESTORE = "Stop Rempart, then put back the newest backup: rempart restore FOLDER"


def database_whole(folder: Path) -> Check:
    """SQLite's own quick check; of a server, that it answers and keeps what it acknowledges."""
    if not database.is_there(folder):
        return Check("database", "unknown", NOTHING_YET, START)
    try:
        with contextlib.closing(database.connect_to_read(folder)) as connection:
            return _server(connection, folder) if store.is_postgres(connection) else _file(connection)
    except store.FAULTS as broken:
        return _damaged(str(broken)) if database.address(folder) is None else _away(folder, broken)


def _file(connection: store.Connection) -> Check:
    (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    return Check("database", "ok", "The database is whole.") if said == "ok" else _damaged(str(said))


def _damaged(said: str) -> Check:
    return Check("database", "failed", f"The database is damaged: {said[:200]}.", RESTORE)


def _server(connection: store.Connection, folder: Path) -> Check:
    loose = [name for name in DURABLE if connection.execute(f"SHOW {name}").fetchone() != ("on",)]
    if loose:
        said = f"{database.name(folder)} may forget what it has acknowledged when the power goes ({', '.join(loose)})."
        return Check("database", "advice", said[:1].upper() + said[1:], f"Set {loose[0]} = on in its postgresql.conf.")
    return Check("database", "ok", f"{database.name(folder)} answers.".replace("the P", "The P", 1))


def _away(folder: Path, trouble: Exception) -> Check:
    said = f"{database.name(folder)} cannot be used: {trouble}."
    return Check("database", "failed", said[:1].upper() + said[1:], "Start the server, or correct its address.")


def heartbeat_heard(folder: Path) -> Check:
    """While Rempart runs here, the integrator's sign of life is recent."""
    if not database.is_there(folder) or holder(folder) is None:
        return Check("heartbeat", "unknown", "Rempart does not run here.", START)
    try:
        with contextlib.closing(database.connect_to_read(folder)) as connection:
            age_s = heartbeat.age_s(connection)
    except store.FAULTS as broken:
        return Check("heartbeat", "unknown", f"The ledger cannot be read ({broken}).")
    if age_s is None or age_s > heartbeat.LATE_S:
        since = "has never been heard" if age_s is None else f"was last heard {age_s / 60:.0f} minutes ago"
        return Check("heartbeat", "failed", f"The ledger's writer {since}.", "Look at what rempart up says of it.")
    return Check("heartbeat", "ok", f"The ledger's writer was last heard {age_s / 60:.0f} minutes ago.")


def tables_current(folder: Path) -> Check:
    """Every migration has run, and none of a later release. Needs Django set up."""
    if not database.is_there(folder):
        return Check("tables", "unknown", NOTHING_YET, START)
    try:
        due, strangers = upgrade.due(), upgrade.strangers()
    except DatabaseError as broken:
        return Check("tables", "failed", f"The tables cannot be read ({broken}).", RESTORE)
    if strangers:
        later = ", ".join(strangers[:3])
        said = f"A later release has changed the tables ({later}); this one must not write into them."
        return Check("tables", "failed", said, "Install that release again, or return: rempart upgrade --back")
    if due:
        return Check("tables", "failed", f"{len(due)} changes of the tables are due.", "Start Rempart: it makes them.")
    return Check("tables", "ok", "The tables are those of this release.")


def ledger_verifies(folder: Path) -> Check:
    """Each log, whole where it is short, and never behind what was signed."""
    if not database.is_there(folder):
        return Check("ledger", "unknown", NOTHING_YET, START)
    try:
        signing = keys.load(folder)
        with contextlib.closing(database.connect_to_read(folder)) as connection:
            recall.check(connection, folder, signing)
            faults = [fault for log in store.logs(connection) if (fault := _fault(connection, folder, log, signing))]
    except FileNotFoundError:
        return Check("ledger", "unknown", "Nothing has been signed here yet.", START)
    except (*store.FAULTS, ValueError, recall.RolledBack) as broken:
        faults = [str(broken)]
    if faults:
        return Check(
            "ledger", "failed", f"The ledger does not verify. {faults[0]}", "rempart ledger verify says where."
        )
    return Check("ledger", "ok", "The ledger verifies.")


def _fault(connection: store.Connection, folder: Path, log: str, signing: Keys) -> str | None:
    head = store.head(connection, log)
    key = rotate.verifier_in(connection, folder, signing, log)
    if head is None or head.size <= QUICK_ENTRIES:
        found = verify(connection, log, key)
        return None if found.ok else f"{log}: {found.reason}"
    try:
        checkpoint.read(head.note, key)
    except BadNote as bad:
        return f"{log}: {bad}"
    return None


def witnesses_answer(folder: Path) -> Check:
    """Whether someone else vouches for the newest heads, and since when not."""
    if not database.is_there(folder):
        return Check("witnesses", "unknown", NOTHING_YET, START)
    try:
        with contextlib.closing(database.connect_to_read(folder)) as connection:
            found = book.status(connection)
    except store.FAULTS as broken:
        return Check("witnesses", "unknown", f"The list of witnesses cannot be read ({broken}).", START)
    if not found:
        return Check("witnesses", "advice", "Nobody cosigns this record: root here could rewrite it unseen.", ASK_ONE)
    for one in found:
        if one.state == "refused":
            return Check("witnesses", "failed", f"{one.name} refuses to cosign ({one.reason}).", COMPARE)
        if one.state == "silent":
            return Check("witnesses", "advice", f"{one.name} does not answer ({one.reason}).", f"Look at {one.address}")
    newest = max((row.at_s for one in found for row in one.logs), default=0)
    if not newest:
        return Check("witnesses", "advice", "No head has been cosigned yet.", START)
    moment = datetime.fromtimestamp(newest, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    size = sum(max(row.size for one in found for row in one.logs if row.log == log) for log in _logs(found))
    return Check("witnesses", "ok", f"{size} entries are cosigned, the newest at {moment}.")


def _logs(found: list[book.Status]) -> set[str]:
    return {row.log for one in found for row in one.logs}


def last_recorded_ms(folder: Path) -> int | None:
    """When the newest entry got its place; None without any."""
    if not database.is_there(folder):
        return None
    try:
        with contextlib.closing(database.connect_to_read(folder)) as connection:
            (moment,) = connection.execute("SELECT max(recorded_ms) FROM ledger_place").fetchone()
    except store.FAULTS:
        return None
    return int(moment) if moment is not None else None
