"""PostgreSQL keeps `ledger_entry` by month of recording; months are made ahead.

The key holds the month: an entry's number starts, in each month, at that month's floor. So the primary key is the
number alone, unique over all months, and a look-up by number touches one partition.
"""

from datetime import UTC, datetime

from rempart.ledger.stores.connection import Connection

MONTH_BITS = 40  # numbers a month: a million million
AHEAD = 3  # months: a hub that nobody restarts for a season still finds its partition
REST = "ledger_entry_rest"  # what no month holds: entries brought from SQLite, and a clock that runs years ahead


def floor(at_ms: int) -> int:
    """The number below the first one of that month."""
    return month(at_ms) << MONTH_BITS


def month(at_ms: int) -> int:
    """Months since January 1970, UTC."""
    moment = datetime.fromtimestamp(at_ms // 1000, UTC)
    return (moment.year - 1970) * 12 + moment.month - 1


def ensure(connection: Connection, now_ms: int) -> int:
    """Make the months from now on that are missing; how many. Inside a transaction, or each in one of its own."""
    made = 0
    for number in range(month(now_ms), month(now_ms) + AHEAD + 1):
        name = f"ledger_entry_{1970 + number // 12:04d}_{number % 12 + 1:02d}"
        (known,) = connection.execute("SELECT to_regclass(?) IS NOT NULL", (name,)).fetchone()
        if not known:
            _make(connection, name, number << MONTH_BITS, (number + 1) << MONTH_BITS)
            made += 1
    return made


def _make(connection: Connection, name: str, first: int, end: int) -> None:
    """Rows of that month that went to the rest meanwhile are moved over."""
    connection.execute(f"CREATE TABLE {name} (LIKE ledger_entry INCLUDING ALL)")
    connection.execute(
        f"WITH moved AS (DELETE FROM {REST} WHERE id > {first} AND id <= {end} RETURNING *)"  # noqa: S608 - our numbers
        f" INSERT INTO {name} SELECT * FROM moved"
    )
    connection.execute(f"ALTER TABLE ledger_entry ATTACH PARTITION {name} FOR VALUES FROM ({first + 1}) TO ({end + 1})")
