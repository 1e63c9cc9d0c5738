"""Which bytes somebody asks for (RFC 9110, section 14): one range of one file; several at once are answered by the whole."""

import re

_BYTES = re.compile(r"bytes=[ \t]*(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})[ \t]*", re.IGNORECASE)


class Unsatisfiable(ValueError):
    """It begins behind the end: 416, with the size."""


def asked(header: str, size: int) -> tuple[int, int] | None:
    """First byte and how many; None where the whole is the answer, as for anything that is no range of bytes. Raises
    Unsatisfiable."""
    found = _BYTES.fullmatch(header)
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:  # the last so many
        count = min(int(found["last"]), size)
        if count == 0:
            raise Unsatisfiable
        return size - count, count
    first, last = int(found["first"]), int(found["last"]) if found["last"] else size - 1
    if found["last"] and last < first:
        return None  # no range at all, section 14.1.1
    if first >= size:
        raise Unsatisfiable
    return first, min(last, size - 1) - first + 1
