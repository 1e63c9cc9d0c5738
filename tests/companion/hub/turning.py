"""What the record holds, and one more turn of a companion."""

from rempart.companion.actions.poll import turn
from rempart.companion.store.models import Link
from rempart.directory.actions.action import raw_connection


def kinds(begin: str = "companion.") -> list[str]:
    """Of entries, in their order."""
    rows = raw_connection().execute("SELECT kind FROM ledger_entry ORDER BY id").fetchall()
    return [row[0] for row in rows if row[0].startswith(begin)]


def again(link: Link, *, look: bool = False) -> Link:
    """One more turn, now."""
    Link.objects.filter(pk=link.pk).update(next_at_ms=0, **({"look_at_ms": 0} if look else {}))
    assert turn(link.pk)
    link.refresh_from_db()
    return link
