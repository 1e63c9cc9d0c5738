"""Whether a head is cosigned: the checks of C2SP tlog-witness, in its order, check and memory in one transaction."""

import time
from collections.abc import Callable

import msgspec

from rempart.ledger import merkle, note
from rempart.ledger.note import BadNote, VerifierKey
from rempart.ledger.stores.transactions import writing
from rempart.ledger.witness.memory import Evidence, Memory, Seen
from rempart.ledger.witness.request import Malformed, Submission, parse
from rempart.ledger.witness.signer import Cosigner

PLAIN, SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"


class Answer(msgspec.Struct, frozen=True):
    """What goes back over the wire."""

    status: int
    body: str
    type: str = PLAIN


def now_s() -> int:
    """Seconds since 1970."""
    return int(time.time())


def add_checkpoint(memory: Memory, cosigner: Cosigner, body: bytes, clock: Callable[[], int] = now_s) -> Answer:
    """Judge one request and remember what was cosigned."""
    try:
        given = parse(body)
    except Malformed as fault:
        return Answer(400, f"{fault}\n")
    with writing(memory.connection):
        refused = _not_ours(memory, given)
        if refused is not None:
            return refused
        seen = memory.seen(given.head.origin)
        refused = _does_not_follow(memory, given, seen, clock())
        return refused or _cosign(memory, cosigner, given, seen, clock())


def _not_ours(memory: Memory, given: Submission) -> Answer | None:
    keys = memory.keys_of(given.head.origin)
    if not keys:
        return Answer(404, "this witness does not know that log\n")
    good = 0
    for key in keys:
        if _is_named(given, key):
            try:
                note.verify(given.signed, key)
            except BadNote as fault:
                return Answer(403, f"{fault}\n")
            good += 1
    if not good:
        return Answer(403, "no signature by a key that this witness trusts for that log\n")
    if given.old > given.head.size:
        return Answer(400, "the old size is larger than the checkpoint's\n")
    return None


def _is_named(given: Submission, key: VerifierKey) -> bool:
    return any((found.name, found.id) == (key.name, key.id) for found in given.signed.signatures)


def _does_not_follow(memory: Memory, given: Submission, seen: Seen | None, at_s: int) -> Answer | None:
    head, size = given.head, seen.size if seen else 0
    held = seen.note if seen else ""
    if seen and head.size == seen.size and head.root != seen.root:
        memory.keep(Evidence(head.origin, at_s, "two heads of one size: a split view", held, given.text))
        if given.old == size:
            return Answer(422, "another root was cosigned for this size\n")
    if given.old != size:
        return Answer(409, f"{size}\n", SIZE)
    if head.size == 0 and head.root != merkle.EMPTY_ROOT:
        return Answer(422, "an empty tree has another root\n")
    old_root = seen.root if seen else merkle.EMPTY_ROOT
    if not merkle.verify_consistency(size, head.size, old_root, head.root, list(given.proof)):
        memory.keep(Evidence(head.origin, at_s, "no proof that it follows the head held", held, given.text))
        return Answer(422, "the proof does not show that this head follows the last one\n")
    return None


def _cosign(memory: Memory, cosigner: Cosigner, given: Submission, seen: Seen | None, at_s: int) -> Answer:
    if seen is None and not memory.has_room():
        return Answer(503, "this witness remembers as many logs as it can\n")
    if at_s <= 0 or (seen and at_s < seen.at_s):
        return Answer(503, "the clock of this witness runs behind its last cosignature\n")
    line = cosigner.cosign(given.signed.text, at_s)
    ours = "".join(
        note.line(found.name, found.id, found.value)
        for found in given.signed.signatures
        if any((found.name, found.id) == (key.name, key.id) for key in memory.keys_of(given.head.origin))
    )
    whole = f"{given.signed.text}\n{ours}{line}"
    memory.remember(given.head.origin, Seen(given.head.size, given.head.root, at_s, whole))
    return Answer(200, line)
