"""One request for an address out of a drill mail, as it stands in the spool; and the addresses there are."""

import hashlib
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

PREFIX = "/t/"
AGENT_MAX = 300  # characters of a browser line; longer ones say nothing more
ADDRESS_MAX = 45  # of an IPv6 address in its longest form
SAID_MAX = 40  # of the small headers
# 22 characters of base64url are 128 bits. Behind it at most: which link, the decoy, the picture, or a page's own steps.
_PATH = re.compile(
    r"/t/([A-Za-z0-9_-]{22})(?:/|/(?:([0-9]{1,2})|(decoy|open\.gif|page|here|learn|teach))/?)?"
).fullmatch


class Kind(StrEnum):
    """What was asked for. `page`, `here` and `learn` come after a link: the page came up, its script ran, it was gone on with."""

    LINK = "link"
    DECOY = "decoy"
    OPEN = "open"
    PAGE = "page"
    HERE = "here"
    LEARN = "learn"
    TEACH = "teach"


_KINDS = {"decoy": Kind.DECOY, "open.gif": Kind.OPEN, "page": Kind.PAGE, "here": Kind.HERE, "learn": Kind.LEARN, "teach": Kind.TEACH}  # fmt: skip


class Arrived(msgspec.Struct, frozen=True, array_like=True):
    """`token` is SHA-256 of the token: the spool opens nobody's page. `wish` is what the browser says of the request."""

    token: bytes
    kind: Kind
    link: int
    method: str
    at_ms: int
    address: str
    agent: str
    wish: str = ""


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Arrived)


def encode(arrived: Arrived) -> bytes:
    """A few hundred bytes."""
    return _encoder.encode(arrived)


def decode(body: bytes) -> Arrived:
    """Raises msgspec.MsgspecError."""
    return _decoder.decode(body)


def asked_for(path: str) -> tuple[str, Kind, int] | None:
    """Token, what, and which link; None for an address that no mail of ours can hold."""
    found = _PATH(path)
    if found is None:
        return None
    kind = _KINDS[found[3]] if found[3] else Kind.LINK
    return found[1], kind, int(found[2] or 0)


def read(environ: Mapping[str, Any], asked: tuple[str, Kind, int], at_ms: int, *, is_behind_front: bool) -> Arrived:
    """Out of a WSGI environment; every field is cut to its bound. Behind our own front only its word for the address counts."""
    token, kind, link = asked
    address = str(environ.get("REMOTE_ADDR", ""))
    if is_behind_front:
        address = str(environ.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip() or address
    return Arrived(
        hashlib.sha256(token.encode()).digest(),
        kind,
        link,
        str(environ.get("REQUEST_METHOD", ""))[:SAID_MAX],
        at_ms,
        address[:ADDRESS_MAX],
        str(environ.get("HTTP_USER_AGENT", ""))[:AGENT_MAX],
        str(environ.get("HTTP_SEC_PURPOSE", "") or environ.get("HTTP_PURPOSE", ""))[:SAID_MAX],
    )
