"""Ask one witness to cosign one checkpoint (C2SP tlog-witness), or for the newest one it has cosigned."""

from collections.abc import Callable
from urllib.parse import urlsplit

import msgspec

from rempart.ledger import checkpoint, note
from rempart.ledger.note import NOTE_MAX_BYTES, BadNote, VerifierKey
from rempart.ledger.witness.memory import origin_hash
from rempart.ledger.witness.request import SIZE_MAX, render

ANSWER_S = 5.0  # a witness that takes longer counts as silent
Prove = Callable[[int], list[bytes]]  # consistency proof from that size to the checkpoint's


class Refused(Exception):
    """The witness will not cosign this head; the message says why."""


class Silent(Exception):
    """No answer, or one that says nothing about the head."""


class Cosigned(msgspec.Struct, frozen=True):
    """The witness's signature line, checked, and its time."""

    line: str
    at_s: int


def submit(address: str, key: VerifierKey, text: str, old: int, prove: Prove) -> Cosigned:
    """Send a checkpoint with its proof. A witness that remembers another size is asked once more. Raises both."""
    size = checkpoint.parse(note.parse(text).text).size
    for _ in range(2):
        status, body = _call("POST", address, "/add-checkpoint", render(old, prove(old), text))
        if status != 409:
            break
        old = _remembered(body, size)
    if status == 200:
        return _checked(text, body, key)
    if status in (400, 403, 404, 409, 422):
        raise Refused(f"{status}: {_said(body)}")
    raise Silent(f"{status}: {_said(body)}")


def newest(address: str, origin: str) -> str | None:
    """The checkpoint this witness last cosigned for a log; None where it knows none. Nothing is verified. Raises Silent."""
    status, body = _call("GET", address, f"/{origin_hash(origin)}/checkpoint")
    if status == 404:
        return None
    if status != 200:
        raise Silent(f"{status}: {_said(body)}")
    return body.decode("utf-8", "replace")


def _remembered(body: bytes, size: int) -> int:
    text = body.decode("ascii", "replace").removesuffix("\n")
    if not text.isdecimal() or len(text) > 19 or int(text) > SIZE_MAX:
        raise Silent("its answer names no size")
    if int(text) > size:
        raise Refused(f"it has cosigned {int(text)} entries of this log, and {size} are here: this ledger is behind")
    return int(text)


def _checked(text: str, body: bytes, key: VerifierKey) -> Cosigned:
    signed = note.parse(text).text
    try:
        found = note.parse(f"{signed}\n{body.decode('utf-8', 'replace')}")
        at_s = note.verify(found, key)
    except BadNote as fault:
        raise Silent(f"its cosignature does not hold: {fault}") from fault
    mine = next(one for one in found.signatures if (one.name, one.id) == (key.name, key.id))
    if not at_s:
        raise Silent("its cosignature has no time")
    return Cosigned(note.line(mine.name, mine.id, mine.value), at_s)


def _said(body: bytes) -> str:
    return " ".join(body[:200].decode("utf-8", "replace").split()) or "without a word"


def _call(verb: str, address: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
    import http.client  # 0.04 s that only those who really ask need

    parts = urlsplit(address)
    form = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = form(parts.hostname or "", parts.port, timeout=ANSWER_S)
    try:
        connection.request(verb, parts.path.rstrip("/") + path, body, {"User-Agent": "rempart"})
        answer = connection.getresponse()
        return answer.status, answer.read(NOTE_MAX_BYTES)
    except (OSError, http.client.HTTPException) as trouble:
        raise Silent(f"{type(trouble).__name__}: {trouble}") from trouble
    finally:
        connection.close()
