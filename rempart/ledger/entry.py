"""One entry of the ledger: what a writer says, and what it is once it has its place (docs/format.md, section 2)."""

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import msgspec

from rempart.ledger import canonical
from rempart.ledger.canonical import NotCanonical
from rempart.terms.reference import FactRef
from rempart.terms.scope import Subject

VERSION = 1
ENTRY_MAX_BYTES = 16 * 1024  # contracts: larger facts are blobs
INSTALLATION = "installation"  # the log of what belongs to no organisation

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}").fullmatch
_OPAQUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/~-]{0,127}").fullmatch
_KIND = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+){1,3}").fullmatch
_WORD = re.compile(r"[a-z0-9_]{1,64}").fullmatch
_COMMITMENT = re.compile(r"[0-9a-f]{64}").fullmatch
Piece = bytes | bytearray  # before or after the place of recorded_ms
# What is made from a bytearray is one: sqlite3 takes it as it is and asks its adapters about bytes (0.7 us an entry).
_FRONT, _TAIL = bytearray(b'%b%d,"body":%b,"commitments":%b%b'), bytearray(b'"schema":%d,"seq":%d%b')
_MIDDLE = b',"recorded_ms":%d,'
_PLACE_MAX_BYTES = len(_MIDDLE % canonical.LARGEST)
_PIECES_MAX_BYTES = ENTRY_MAX_BYTES - _PLACE_MAX_BYTES


class Entry(msgspec.Struct, frozen=True, kw_only=False):
    """What a writer says. `log` is the organisation's own unless named; without one, the installation's."""

    kind: str
    org: str
    subject: Subject
    at_ms: int
    actor: str
    body: dict[str, Any]
    schema: int = 1
    commitments: dict[str, str] = {}
    log: str = ""

    @property
    def home(self) -> str:
        """Name of the log it goes into."""
        return self.log or self.org or INSTALLATION


class Recorded(msgspec.Struct, frozen=True):
    """An entry in its place."""

    entry: Entry
    log: str
    index: int
    hash: str
    origin: str
    epoch: int
    seq: int
    recorded_ms: int

    @property
    def ref(self) -> FactRef:
        """How other entries, verdicts and pages point here."""
        return FactRef(self.log, self.index, self.hash)


class Wire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The members of an entry as they stand in its bytes, in the order of RFC 8785."""

    actor: str
    at_ms: int
    body: dict[str, Any]
    commitments: dict[str, str]
    epoch: int
    kind: str
    log: str
    org: str
    origin: str
    recorded_ms: int
    schema: int
    seq: int
    subject: Subject
    v: int


_decoder = msgspec.json.Decoder(Wire)


def validate(entry: Entry) -> None:
    """Raise NotCanonical (a ValueError) with the reason when the entry breaks the format."""
    subject = entry.subject
    _pieces(entry.kind, entry.home, entry.org, subject.kind, subject.id, entry.actor, "hub", 1)
    _check_rest(entry)


def _check_rest(entry: "Entry | Wire") -> None:
    at_ms, schema = entry.at_ms, entry.schema
    if not (
        type(at_ms) is type(schema) is int and 0 <= at_ms <= canonical.LARGEST and 0 <= schema <= canonical.LARGEST
    ):
        raise NotCanonical(f"at_ms is {at_ms!r}, schema {schema!r}; whole numbers from 0 are needed")
    for group, commitment in entry.commitments.items():
        _require_group(group)
        _want(_COMMITMENT, commitment, "commitment")
    if type(entry.body) is not dict:
        raise NotCanonical("body is an object")
    canonical.check_members(entry.body, canonical.PERSONAL_NAMES, 1)


@lru_cache(maxsize=256, typed=True)
def _require_group(group: str) -> None:
    _want(_WORD, group, "commitment group")


@lru_cache(maxsize=4096, typed=True)  # the same few writers, kinds, organisations and sites come again and again
def _pieces(
    kind: str, home: str, org: str, subject_kind: str, subject_id: str, actor: str, origin: str, epoch: int
) -> tuple[bytes, bytes, bytes]:
    """What stands before at_ms, after the commitments and after seq. None of these words can need an escape."""
    _want(_KIND, kind, "kind")
    _want(_NAME, home, "log")
    if org != "":
        _want(_NAME, org, "org")
    _want(_OPAQUE, subject_id, "subject.id")
    _want(_WORD, subject_kind, "subject.kind")
    _want(_OPAQUE, actor, "actor")
    _want(_NAME, origin, "origin")
    return (
        f'{{"actor":"{actor}","at_ms":'.encode(),
        f',"epoch":{epoch:d},"kind":"{kind}","log":"{home}","org":"{org}","origin":"{origin}"'.encode(),
        f',"subject":{{"id":"{subject_id}","kind":"{subject_kind}"}},"v":{VERSION}}}'.encode(),
    )


def _want(form: Callable[[str], object], value: object, name: str) -> None:
    if type(value) is not str or form(value) is None:
        raise NotCanonical(f"{name} {value!r} does not have the form that docs/format.md asks for")


def pending(entry: Entry, origin: str, epoch: int, seq: int) -> tuple[Piece, Piece]:
    """The bytes before and after the place where `place` puts recorded_ms. Raises NotCanonical.

    The members are in the order of RFC 8785, as in `Wire`; a property test holds both against each other.
    """
    subject = entry.subject
    before, middle, after = _pieces(
        entry.kind,
        entry.log or entry.org or INSTALLATION,
        entry.org,
        subject.kind,
        subject.id,
        entry.actor,
        origin,
        epoch,
    )
    _check_rest(entry)
    encode = canonical.encode_checked
    given = encode(entry.commitments) if entry.commitments else b"{}"
    front = _FRONT % (before, entry.at_ms, encode(entry.body), given, middle)
    tail = _TAIL % (entry.schema, seq, after)
    if len(front) + len(tail) > _PIECES_MAX_BYTES:
        raise _too_large(len(front) + len(tail))
    return front, tail


def _too_large(size: int) -> NotCanonical:
    size += _PLACE_MAX_BYTES
    return NotCanonical(f"{size} bytes; an entry has at most {ENTRY_MAX_BYTES}. Put the body into a blob")


def place(front: Piece, tail: Piece, recorded_ms: int) -> bytes:
    """The final bytes of an entry."""
    return b"".join((front, _MIDDLE % recorded_ms, tail))


def leaf_hashes(pieces: Iterable[tuple[Piece, Piece]], recorded_ms: int) -> list[bytes]:
    """`merkle.leaf_hash` of each entry placed at that moment, in one go."""
    sha256, middle, join = hashlib.sha256, _MIDDLE % recorded_ms, b"".join
    return [sha256(join((b"\0", front, middle, tail))).digest() for front, tail in pieces]


def read(data: bytes, index: int = 0) -> Recorded:
    """The entry in these bytes. Raises NotCanonical unless they are exactly what the format asks for."""
    return _recorded(check(data), data, index)


def check(data: bytes) -> Wire:
    """The members of these bytes, checked as by `read`."""
    wire = _decoded(data)
    subject = wire.subject
    _pieces(wire.kind, wire.log, wire.org, subject.kind, subject.id, wire.actor, wire.origin, wire.epoch)
    _check_rest(wire)
    if canonical.encode_checked(wire) != data:
        raise NotCanonical("JSON, but not in canonical form")
    pieces = len(data) - len(_MIDDLE % wire.recorded_ms)
    if pieces > _PIECES_MAX_BYTES:
        raise _too_large(pieces)
    return wire


def read_trusted(data: bytes, index: int, leaf: bytes = b"") -> Recorded:
    """As `read`, for bytes of our own store, whose form `rempart ledger verify` checks."""
    return _recorded(_decoded(data), data, index, leaf)


def _decoded(data: bytes) -> Wire:
    try:
        wire = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise NotCanonical(f"no entry: {fault}") from fault
    if wire.v != VERSION:
        raise NotCanonical(f"version {wire.v}; this program knows {VERSION}")
    return wire


def _recorded(wire: Wire, data: bytes, index: int, leaf: bytes = b"") -> Recorded:
    entry = Entry(
        wire.kind, wire.org, wire.subject, wire.at_ms, wire.actor,
        wire.body, wire.schema, wire.commitments, wire.log,
    )  # fmt: skip
    digest = (leaf or hashlib.sha256(b"\0" + data).digest()).hex()
    return Recorded(entry, wire.log, index, digest, wire.origin, wire.epoch, wire.seq, wire.recorded_ms)
