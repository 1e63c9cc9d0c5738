"""Which form a feed file has, by what stands in it, never by its name."""

import msgspec

from rempart.inventory.core import osv, own_csv, wordfence
from rempart.inventory.core.reading import BadFeed, Read, unpacked

DATABASES = (wordfence.FORMAT, osv.FORMAT)  # public ones; a list of one's own stands beside them, not in their place


def read_feed(data: bytes) -> Read:
    """Packed or plain, whichever form. Raises BadFeed; `unknown_form` for what is none of them."""
    plain = unpacked(data)
    head = plain.lstrip()[:1]
    if head == b"[":
        return osv.read(plain)
    if head == b"{":
        return wordfence.read(plain) if _is_wordfence(plain) else osv.read(plain)
    if own_csv.is_one(plain):
        return own_csv.read(plain)
    raise BadFeed("unknown_form")


def _is_wordfence(plain: bytes) -> bool:
    """One object of objects; a record of OSV has its `id` at the top, lines of records are no single object."""
    try:
        whole = msgspec.json.decode(plain, type=dict[str, msgspec.Raw])
    except (ValueError, RecursionError):
        return False
    return not isinstance(whole.get("id"), msgspec.Raw) and all(bytes(one)[:1] == b"{" for one in whole.values())
