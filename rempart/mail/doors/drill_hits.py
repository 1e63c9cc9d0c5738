"""Addresses out of drill mails: each request is kept first, then sent on to its page."""

import os
import time
from functools import cache
from typing import Any

from rempart.channel.door import Answer, Door
from rempart.channel.place import state_folder
from rempart.mail.core.hits.arrived import PREFIX, Kind, asked_for, encode, read
from rempart.mail.server.spool import HitSpool

SHIELD = (
    ("Content-Security-Policy", "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("Cache-Control", "no-store"),
)
GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
NOTHING = Answer("404 Not Found", (*SHIELD, ("Content-Type", "text/plain")), b"Nothing here.\n")
LATER = Answer("503 Service Unavailable", (*SHIELD, ("Content-Type", "text/plain"), ("Retry-After", "60")), b"Later.\n")
SIGNED_IN = (
    "HTTP_COOKIE",
    "HTTP_AUTHORIZATION",
)  # whoever is signed in on this browser: that is no business of a drill
ONWARD = {Kind.LINK: "page", Kind.DECOY: "page", Kind.LEARN: "teach"}


@cache
def _spool() -> HitSpool:
    return HitSpool(state_folder())


def answer(environ: dict[str, Any]) -> Answer | None:
    """The same for every token, known or not: who guesses learns nothing. The body of a request is never read."""
    asked = asked_for(str(environ.get("PATH_INFO", "")))
    if asked is None:
        return NOTHING
    is_behind_front = os.environ.get("REMPART_TLS") == "1"
    try:
        _spool().put(encode(read(environ, asked, time.time_ns() // 1_000_000, is_behind_front=is_behind_front)))
    except OSError:
        return LATER
    token, kind, _ = asked
    if kind is Kind.OPEN:
        return Answer("200 OK", (*SHIELD, ("Content-Type", "image/gif")), GIF)
    if kind is Kind.HERE:
        return Answer("204 No Content", SHIELD)
    if (page := ONWARD.get(kind)) is None:
        for name in SIGNED_IN:
            environ.pop(name, None)
        return None  # a page: Django shows it
    return Answer("303 See Other", (*SHIELD, ("Location", f"{PREFIX}{token}/{page}/")))


UNIT = Door("drill_hits", PREFIX, answer)
