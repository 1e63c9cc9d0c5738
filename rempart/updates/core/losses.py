"""What would be lost if a database went back: rows that came since, by kind, with their numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

MAX_IDS = 200  # that a page lists of one kind; all are counted
MAX_ROWS = 400_000  # of one table that are compared row by row; of larger ones only numbers are
ORDERS = ("shop_order", "shop_order_refund", "shop_subscription", "edd_payment")
_CELL_END = {ord(","): 0, ord(")"): 1}


class Loss(msgspec.Struct, frozen=True):
    """`kind` is orders, users, comments, or the table's name for others; `changed` rows go back to how they were."""

    kind: str
    new: int
    changed: int
    ids: tuple[str, ...] = ()


class Rows(msgspec.Struct, frozen=True):
    """One table at one moment: a digest by the first column; `kinds` tells posts apart. `count` where it was too large."""

    digests: Mapping[str, bytes]
    kinds: Mapping[str, str]
    count: int


def kind_of(table: str, prefix: str) -> str:
    """The kind of the rows of a table: people and money have names of their own."""
    bare = table.removeprefix(prefix)
    if bare == "users":
        return "users"
    if bare == "comments":
        return "comments"
    return "orders" if bare.endswith(("orders", "_order")) else bare


FIRST = ("orders", "users", "comments")


@dataclass
class _Held:
    new: int = 0
    changed: int = 0
    ids: list[str] = field(default_factory=list)


def losses(then: Mapping[str, Rows], now: Mapping[str, Rows], prefix: str) -> list[Loss]:
    """Orders, users and comments first, then everything else that differs."""
    found: dict[str, _Held] = {kind: _Held() for kind in FIRST}
    for table in sorted(now):
        _count(found, kind_of(table, prefix), then.get(table, Rows({}, {}, 0)), now[table])
    told = [
        Loss(kind, held.new, held.changed, tuple(sorted(held.ids, key=lambda one: (len(one), one))[:MAX_IDS]))
        for kind, held in found.items()
        if held.new or held.changed or kind in FIRST
    ]
    return sorted(told, key=lambda one: (FIRST.index(one.kind) if one.kind in FIRST else len(FIRST), one.kind))


def _count(found: dict[str, _Held], kind: str, was: Rows, now: Rows) -> None:
    if not now.digests:
        found.setdefault(kind, _Held()).new += max(0, now.count - was.count)
        return
    for key, digest in now.digests.items():
        held = found.setdefault("orders" if now.kinds.get(key) in ORDERS else kind, _Held())
        if key not in was.digests:
            held.new += 1
            held.ids.append(key)
        elif was.digests[key] != digest:
            held.changed += 1


def cells(line: bytes, most: int = 64) -> list[bytes]:
    """The first cells of one row of a dump, `(1,'a\\'b',NULL),`, as they stand there. Raises ValueError."""
    found, at = list[bytes](), 1
    if not line.startswith(b"("):
        raise ValueError("no row")
    while len(found) < most:
        begin = at
        if line[at : at + 1] == b"'":
            at += 1
            while line[at : at + 1] != b"'":
                at += 2 if line[at : at + 1] == b"\\" else 1
                if at >= len(line):
                    raise ValueError("a text without an end")
            at += 1
        else:
            while at < len(line) and line[at] not in _CELL_END:
                at += 1
        found.append(line[begin:at])
        if at >= len(line) or line[at] == ord(")"):
            return found
        at += 1
    return found
