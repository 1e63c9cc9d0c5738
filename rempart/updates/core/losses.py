"""What would be lost if a database went back: rows that came since, by kind, with their numbers."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import msgspec

MAX_IDS = 200  # that a page lists of one kind; all are counted
MAX_ROWS = 400_000  # of one table that are compared row by row; of larger ones only numbers are
# WooCommerce from 7.1 on may keep orders in `wc_orders`, with a post of the same number beside each: an empty one, or a copy.
ORDERS = ("shop_order", "shop_order_placehold", "shop_order_refund", "shop_subscription", "edd_payment")
ORDER_TABLE = "wc_orders"
NOTES = ("order_note", "action_log", "webhook_delivery")  # comments that a shop writes to itself, and no visitor
_OF_A_NETWORK = re.compile(r"^\d+_")  # wp_2_comments are the comments of a network's second site
_CELL_END = {ord(","): 0, ord(")"): 1}


class Loss(msgspec.Struct, frozen=True):
    """`kind` is orders, users, comments, or the table's name for others; `changed` rows go back to how they were."""

    kind: str
    new: int
    changed: int
    ids: tuple[str, ...] = ()


class Rows(msgspec.Struct, frozen=True):
    """One table at one moment: a digest by the first column; `kinds` tells posts and comments apart. `count` where it was
    too large."""

    digests: Mapping[str, bytes]
    kinds: Mapping[str, str]
    count: int


NONE = Rows({}, {}, 0)


def kind_of(table: str, prefix: str) -> str:
    """The kind of the rows of a table: people and money have names of their own."""
    bare = _OF_A_NETWORK.sub("", table.removeprefix(prefix))
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
        _count(found, kind_of(table, prefix), then.get(table, NONE), now[table], _other(table, then, now))
    told = [
        Loss(kind, held.new, held.changed, tuple(sorted(held.ids, key=lambda one: (len(one), one))[:MAX_IDS]))
        for kind, held in found.items()
        if held.new or held.changed or kind in FIRST
    ]
    return sorted(told, key=lambda one: (FIRST.index(one.kind) if one.kind in FIRST else len(FIRST), one.kind))


def _other(table: str, then: Mapping[str, Rows], now: Mapping[str, Rows]) -> Collection[str]:
    """Orders that stand elsewhere under the same number, and are counted once. Of posts: those that the order table holds
    now. Of the order table: those that were posts before, and only moved."""
    if table.endswith(ORDER_TABLE):
        posts = then.get(table.removesuffix(ORDER_TABLE) + "posts", NONE)
        return {key for key, kind in posts.kinds.items() if kind in ORDERS}
    return now.get(table.removesuffix("posts") + ORDER_TABLE, NONE).digests if table.endswith("posts") else ()


def is_setting(table: str, prefix: str) -> bool:
    """A table of options: changes all the time by itself, and holds no row that somebody would miss."""
    return kind_of(table, prefix) == "options"


def _count(found: dict[str, _Held], kind: str, was: Rows, now: Rows, other: Collection[str]) -> None:
    """Row by row, where rows are known; `other` as `_other` has them."""
    if not now.digests:
        found.setdefault(kind, _Held()).new += max(0, now.count - was.count)
        return
    for key, digest in now.digests.items():
        said = now.kinds.get(key, "")
        if said in ORDERS and key in other:
            continue
        held = found.setdefault("orders" if said in ORDERS else said if said in NOTES else kind, _Held())
        if key not in was.digests and key not in other:
            held.new += 1
            held.ids.append(key)
        elif was.digests.get(key) != digest:
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
