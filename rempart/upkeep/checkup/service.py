"""What the running product needs: mail, its engine, sessions that end, measurements that get on."""

import os
import time
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.utils import timezone

from rempart.channel.place import database
from rempart.notices.store.models import MailServer
from rempart.scanner.store.models import Run
from rempart.terms.duration import HOUR_S
from rempart.upkeep import swap
from rempart.upkeep.checkup.check import Check

MANY_SESSIONS = 10_000  # rows that say nothing any more, and that every backup of the folder once carried
START = "rempart up"
SET_MAIL = "On the console: Notices, Mail"


def _is_there(folder: Path) -> bool:
    return connection.vendor != "sqlite" or database(folder).exists()  # looking would make it


def mail(folder: Path) -> Check:
    """Without a way out nobody hears of anything; one that was never seen to work is none."""
    if os.environ.get("REMPART_SMTP"):
        return Check("mail", "ok", f"Mail leaves by {os.environ['REMPART_SMTP']}, as REMPART_SMTP says.")
    try:
        row = MailServer.objects.filter(one=1).first() if _is_there(folder) else None
    except DatabaseError:
        return Check("mail", "unknown", "The settings of mail cannot be read.", START)
    if row is None:
        return Check("mail", "advice", "No mail server is set up: notices stay in the console.", SET_MAIL)
    if row.confirmed_at_ms is None:
        return Check("mail", "advice", "A mail server is set, but no test mail was confirmed yet.", SET_MAIL)
    return Check("mail", "ok", "A test mail arrived by the server that is set up.")


def database_engine(folder: Path) -> Check:
    """Named, with its version; and whether a commit survives a power cut."""
    if not _is_there(folder):
        return Check("database_engine", "unknown", "Nothing is recorded here yet.", START)
    try:
        connection.ensure_connection()
        if connection.vendor != "sqlite":
            return Check("database_engine", "ok", f"The data are kept in {connection.display_name}.")
        with connection.cursor() as cursor:
            version, mode, safe = (
                cursor.execute(query).fetchone()[0]
                for query in ("SELECT sqlite_version()", "PRAGMA journal_mode", "PRAGMA synchronous")
            )
    except DatabaseError as broken:
        return Check("database_engine", "failed", f"The database does not answer ({broken}).", "rempart restore FOLDER")
    if str(mode) not in ("wal", "memory") or int(safe) < 2:
        said = f"SQLite {version} runs with journal {mode} and synchronous {safe}: a power cut could lose entries."
        return Check("database_engine", "failed", said, "Keep the data folder on a local disk, not on a network one.")
    return Check(
        "database_engine", "ok", f"The data are kept in SQLite {version}; what is acknowledged is on the disk."
    )


def expired_sessions(folder: Path) -> Check:
    """They open nothing, but they are traces of people."""
    if not _is_there(folder):
        return Check("expired_sessions", "unknown", "Nothing is recorded here yet.", START)
    try:
        count = Session.objects.filter(expire_date__lt=timezone.now()).count()
    except DatabaseError as broken:
        return Check("expired_sessions", "unknown", f"The sessions cannot be read ({broken}).", START)
    said = f"{count} sessions have run out."
    if count > MANY_SESSIONS:
        return Check("expired_sessions", "advice", said, "They are cleared away every night while Rempart runs.")
    return Check("expired_sessions", "ok", said)


def stuck_runs(folder: Path) -> Check:
    """A run whose lease is long over, though somebody should have taken it up again."""
    if not _is_there(folder):
        return Check("stuck_runs", "unknown", "Nothing is recorded here yet.", START)
    limit = (int(time.time()) - HOUR_S) * 1000
    try:
        count = Run.objects.filter(state=Run.RUNNING, leased_until_ms__lt=limit).count()
    except DatabaseError as broken:
        return Check("stuck_runs", "unknown", f"The measurements cannot be read ({broken}).", START)
    if count:
        return Check(
            "stuck_runs", "advice", f"{count} measurements have not moved for an hour.", "Start Rempart: " + START
        )
    return Check("stuck_runs", "ok", "No measurement is stuck.")


def interrupted_restore(folder: Path) -> Check:
    """Half of another state is no state."""
    if swap.is_open(folder):
        said = "A restore was interrupted; nothing is lost."
        return Check("interrupted_restore", "failed", said, "It is finished by: rempart restore --resume")
    if not os.access(folder, os.W_OK):
        return Check("interrupted_restore", "unknown", f"{folder} cannot be written.", f"chown {folder}")
    return Check("interrupted_restore", "ok", "No restore was left halfway.")
