"""What stands in the record, in the tests of signing in."""

from django.db import connection

from rempart.directory.store.models import Organisation


def kinds(organisation: Organisation) -> list[str]:
    """Names of its entries, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM ledger_entry WHERE org = %s ORDER BY id", [organisation.uid])
        return [str(kind) for (kind,) in cursor.fetchall()]


def every_byte() -> bytes:
    """Of all entries of all organisations."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT front, tail FROM ledger_entry")
        return b"".join(bytes(front) + bytes(tail) for front, tail in cursor.fetchall())
