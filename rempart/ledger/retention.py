"""Personal payloads go when their time is over: the ciphertext, not the person's key, not the entry."""

from collections.abc import Collection, Iterable, Sequence

from rempart.ledger import entry as forms
from rempart.ledger.entry import Entry
from rempart.ledger.store import Connection, require_transaction
from rempart.ledger.stores.traces import before_deleting

BATCH = 500  # payloads in one transaction
_INSERT = (
    "INSERT INTO ledger_personal_kept (commitment, org, kind, subject_kind, subject_id, at_ms)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (commitment) DO NOTHING"
)


def note(connection: Connection, entries: Iterable[Entry]) -> None:
    """Write down what each payload belongs to, in the transaction that appends its entry."""
    rows = [
        (made, entry.org, entry.kind, entry.subject.kind, entry.subject.id, entry.at_ms)
        for entry in entries
        for made in entry.commitments.values()
    ]
    if rows:
        require_transaction(connection)
        connection.executemany(_INSERT, rows)


def kinds(connection: Connection, org: str) -> list[str]:
    """Kinds of events of which personal payloads are kept."""
    rows = connection.execute("SELECT DISTINCT kind FROM ledger_personal_kept WHERE org = ? ORDER BY kind", (org,))
    return [kind for (kind,) in rows]


def count(connection: Connection, org: str) -> dict[str, tuple[int, int]]:
    """By kind: how many payloads are kept, and when the oldest one's event happened (milliseconds)."""
    rows = connection.execute(
        "SELECT kind, count(*), min(at_ms) FROM ledger_personal_kept WHERE org = ? GROUP BY kind ORDER BY kind", (org,)
    )
    return {kind: (int(number), int(oldest)) for kind, number, oldest in rows}


def expire(
    connection: Connection,
    org: str,
    kind: str,
    before_ms: int,
    held: Collection[str] = (),
    limit: int = BATCH,
) -> int:
    """Delete payloads of events before that moment, in the caller's transaction; how many.

    `held` are people, sites and other subjects under a legal hold: theirs stay.
    """
    require_transaction(connection)
    before_deleting(connection)
    marks = ", ".join("?" * len(held))
    spare = f" AND k.subject_id NOT IN ({marks}) AND p.person NOT IN ({marks})" if held else ""
    rows = connection.execute(
        "SELECT k.commitment FROM ledger_personal_kept k JOIN ledger_personal p ON p.commitment = k.commitment"  # noqa: S608 - only question marks
        f" WHERE k.org = ? AND k.kind = ? AND k.at_ms <= ?{spare} ORDER BY k.at_ms LIMIT ?",
        (org, kind, before_ms, *held, *held, limit),
    ).fetchall()
    _drop(connection, [made for (made,) in rows])
    return len(rows)


def _drop(connection: Connection, commitments: Sequence[str]) -> None:
    rows = [(made,) for made in commitments]
    connection.executemany("DELETE FROM ledger_personal WHERE commitment = ?", rows)
    connection.executemany("DELETE FROM ledger_personal_kept WHERE commitment = ?", rows)


def note_again(connection: Connection, kind: str = "") -> int:
    """Fill the table from the entries that are there (of one kind, or all), for payloads that still exist; how many."""
    require_transaction(connection)
    where, values = (" WHERE kind = ?", (kind,)) if kind else ("", ())
    done = 0
    rows = connection.execute(f"SELECT front, tail FROM ledger_entry{where} ORDER BY id", values)  # noqa: S608 - one of two texts
    for front, tail in rows:
        entry = forms.read_trusted(forms.place(bytes(front), bytes(tail), 0), 0).entry
        for made in entry.commitments.values():
            if connection.execute("SELECT 1 FROM ledger_personal WHERE commitment = ?", (made,)).fetchone():
                row = (made, entry.org, entry.kind, entry.subject.kind, entry.subject.id, entry.at_ms)
                done += connection.execute(_INSERT, row).rowcount
    return done
