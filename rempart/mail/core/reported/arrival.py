"""Who sent a report by mail: only what the organisation's own mail server found out counts (RFC 8601).

Anybody can write “From: a colleague”, and anybody can write a line that says it was checked. A line counts when it bears
the name of the own server, stands where only own servers write, and no other line of that name says anything else.
"""

import re
from email.utils import getaddresses

from rempart.mail.core.reported.look import head_of

MAX_LINES = 50  # of that header
MAX_FROM = 4_000  # letters of From: of a longer one not all may have been read
_COMMENT = re.compile(r"\([^()]{0,500}\)")
_DMARC = re.compile(r"^dmarc\s*=\s*(\w+)\b(?:.*?\bheader\.from\s*=\s*(\S+))?", re.IGNORECASE | re.DOTALL)
_AUTH = re.compile(r"^auth\s*=\s*(\w+)\b(?:.*?\bsmtp\.auth\s*=\s*(\S+))?", re.IGNORECASE | re.DOTALL)


def proven_sender(raw: bytes, authserv_id: str, own_hops: int) -> str:
    """The address, in lower case; empty when nobody vouches for it.

    `own_hops` is how many own servers write a `Received` line after the one that checks.
    """
    if not authserv_id:
        return ""
    fields = head_of(raw).headers
    froms = [value for name, value in fields if name == "from"]
    addresses = [address for _, address in getaddresses(froms)]
    if len(froms) != 1 or len(froms[0]) > MAX_FROM or len(addresses) != 1 or addresses[0].count("@") != 1:
        return ""
    address = addresses[0].lower()
    said: list[bool] = []
    received = 0
    for name, value in fields:
        if name == "received":
            received += 1
        elif name == "authentication-results" and len(said) < MAX_LINES:
            told = _vouches(value, authserv_id, address)
            if told is not None:
                said.append(told and received <= own_hops)
    return address if said and all(said) else ""


def _vouches(value: str, authserv_id: str, address: str) -> bool | None:
    """None for a line of another server."""
    name, _, results = _COMMENT.sub(" ", value).partition(";")
    if name.split()[:1] != [authserv_id] and name.strip().lower().split()[:1] != [authserv_id.lower()]:
        return None
    domain = address.rpartition("@")[2]
    return any(
        _passes(_DMARC, one.strip(), domain) or _passes(_AUTH, one.strip(), address) for one in results.split(";")
    )


def _passes(method: re.Pattern[str], result: str, whose: str) -> bool:
    """A pass that is about this very domain or address, and no other."""
    found = method.match(result)
    if found is None or found.group(1).lower() != "pass":
        return False
    return (found.group(2) or "").lower().strip('<>"') == whose
