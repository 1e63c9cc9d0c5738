"""`rempart spool allow|list|revoke`: which outside writers may record what, and for whom."""

import time
from argparse import ArgumentParser, Namespace
from itertools import groupby

import msgspec

from rempart.cli.command import DONE, Command, UsageFault
from rempart.cli.ledger_word import choice, opened, say
from rempart.events.kind import EventKind
from rempart.ledger.store import Connection

INSTALLATION = "-"  # how the log of the installation itself is written on the command line


def arguments(parser: ArgumentParser) -> None:
    """One of three."""
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    granting = choice(words, "allow", "let a spool write these kinds for these organisations")
    granting.add_argument("origin", help="name of the spool: <data folder>/spool/NAME.sqlite3")
    granting.add_argument(
        "--org", action="append", required=True, help="an organisation's id, or - for the installation; may be repeated"
    )
    granting.add_argument(
        "--kind", action="append", required=True, help="a kind of event, or 'area.*' (quoted); may be repeated"
    )
    choice(words, "list", "who may write what")
    choice(words, "revoke", "let it write nothing any more").add_argument("origin")
    for sub in words.choices.values():
        sub.set_defaults(json=False)


def run(chosen: Namespace) -> int:
    """The chosen one."""
    return {"allow": _allow, "list": _list, "revoke": _revoke}[chosen.what](chosen)


def _allow(chosen: Namespace) -> int:
    from rempart.channel import origins
    from rempart.events import ledger as events
    from rempart.ledger import store

    connection, _ = opened(to_write=True)
    orgs = ["" if org == INSTALLATION else org for org in dict.fromkeys(chosen.org)]
    try:
        with store.writing(connection):
            granted = origins.allow(connection, chosen.origin, orgs, dict.fromkeys(chosen.kind))
            counts = {"orgs": len(orgs), "kinds": len(set(chosen.kind))}
            _note(connection, events.ORIGIN_ALLOWED, chosen.origin, counts)
    except ValueError as fault:
        raise UsageFault(f"{fault}.", "rempart spool allow NAME --org ORGANISATION --kind 'area.*'") from fault
    finally:
        connection.close()
    sentence = f"{chosen.origin} may write {', '.join(sorted(set(chosen.kind)))} for {', '.join(chosen.org)}."
    say(chosen, {"rights": msgspec.to_builtins(granted)}, sentence)
    return DONE


def _revoke(chosen: Namespace) -> int:
    from rempart.channel import origins
    from rempart.events import ledger as events
    from rempart.ledger import store

    connection, _ = opened(to_write=True)
    try:
        with store.writing(connection):
            if not origins.revoke(connection, chosen.origin):
                raise UsageFault(f"{chosen.origin} may write nothing as it is.", "rempart spool list")
            _note(connection, events.ORIGIN_REVOKED, chosen.origin, {})
    finally:
        connection.close()
    say(chosen, {"origin": chosen.origin}, f"{chosen.origin} may write nothing any more; what it wrote stays.")
    return DONE


def _note(connection: Connection, kind: EventKind, origin: str, body: dict[str, int]) -> None:
    from rempart.ledger import store
    from rempart.ledger.entry import Entry
    from rempart.terms.scope import Subject

    now_ms = time.time_ns() // 1_000_000
    entry = Entry(kind.name, "", Subject("origin", origin), now_ms, "operator", dict(body), schema=kind.schema)
    store.append(connection, [entry])


def _list(chosen: Namespace) -> int:
    from rempart.channel import origins

    connection, _ = opened()
    found = origins.rights(connection)
    connection.close()
    lines = []
    for (origin, org), rows in groupby(found, lambda right: (right.origin, right.org)):
        lines.append(f"{origin}  {org or INSTALLATION}  {', '.join(right.kind for right in rows)}")
    empty = "No spool may write anything yet: rempart spool allow NAME --org ORGANISATION --kind 'area.*'"
    say(chosen, {"rights": msgspec.to_builtins(found)}, "\n".join(lines) or empty)
    return DONE


UNIT = Command("spool", "which outside writers may record what: allow, list, revoke", arguments, run)
