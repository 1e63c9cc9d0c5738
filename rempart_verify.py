"""Check an export of a Rempart ledger: `rempart-verify EXPORT --key KEY [--witness KEY] [--since FILE] [--json]`.

Written from docs/format.md alone, sharing no code with the writer; needs only this file and `cryptography`. Exit:
0 whole, 1 broken (and where), 2 could not run."""

import argparse
import base64
import binascii
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WIDTH, DEPTH_MAX = 256, 16  # hashes in a tile and entries in a bundle; nesting of an entry
ENTRY_MAX_BYTES, NOTE_MAX_BYTES = 16 * 1024, 64 * 1024
BUNDLE_MAX_BYTES = WIDTH * (ENTRY_MAX_BYTES + 2)
LOG, COSIGNER = 1, 4  # signature types of C2SP signed-note
NAME = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
OPAQUE = r"[A-Za-z0-9][A-Za-z0-9._:/~-]{0,127}"
TEXTS = {"log": NAME, "origin": NAME, "org": f"({NAME})?", "kind": r"[a-z0-9_]+(\.[a-z0-9_]+){1,3}", "actor": OPAQUE}
NUMBERS = {"v": 1, "epoch": 0, "seq": 1, "at_ms": 0, "recorded_ms": 0, "schema": 0}  # with the smallest allowed
MEMBERS = {*TEXTS, *NUMBERS, "subject", "body", "commitments"}
PERSONAL = {"email", "phone", "first_name", "last_name", "full_name", "birth_date", "password"}
PERSONAL |= {"postal_address", "visitor_address"}


class Broken(Exception):
    """The record is not what its checkpoint vouches for; the message says where."""


class Key(NamedTuple):
    name: str
    id: bytes
    type: int
    public: bytes
    text: str


def read_key(given: str, kind: int) -> Key:
    """A verifier key, or the first line of a file that holds one."""
    text = Path(given).read_text("utf-8").strip() if "+" not in given and Path(given).is_file() else given.strip()
    name, printed, encoded = [*text.split("+", 2), "", ""][:3]
    material = base64.b64decode(encoded) if re.fullmatch("[A-Za-z0-9+/]{44}", encoded) else b""
    identity = hashlib.sha256(name.encode() + b"\n" + material).digest()[:4]
    if len(material) != 33 or material[0] != kind or identity.hex() != printed:
        raise argparse.ArgumentTypeError(f"{given!r} is no verifier key of type {kind} (name+id+base64), nor its file")
    return Key(name, identity, kind, material[1:], text)


def split_note(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Text and signatures (key name, raw bytes) of a signed note."""
    text, _, tail = note.rpartition("\n\n")
    found = re.findall("^\N{EM DASH} ([^ \n]+) ([^ \n]+)$", tail, re.MULTILINE)
    return text + "\n", [(name, base64.b64decode(encoded, validate=True)) for name, encoded in found]


def is_signed(key: Key, value: bytes, message: bytes) -> bool:
    try:
        return Ed25519PublicKey.from_public_bytes(key.public).verify(value, message) is None
    except InvalidSignature:
        return False


def check_signature(note: str, *keys: Key) -> None:
    """The note must carry a signature by one of these keys, and each one by them must be right."""
    text, signatures = split_note(note)
    mine = [(key, raw[4:]) for key in keys for name, raw in signatures if name == key.name and raw[:4] == key.id]
    if not mine:
        raise Broken(f"the checkpoint carries no signature by {keys[-1].name} ({keys[-1].id.hex()})")
    for key, value in mine:
        message = text.encode()
        if key.type == COSIGNER:
            at_s, value = int.from_bytes(value[:8], "big"), value[8:]
            message = b"cosignature/v1\ntime %d\n" % at_s + message
        if not is_signed(key, value, message):
            raise Broken(f"the signature by {key.name} on the checkpoint is wrong")


def read_head(file: Path, key: Key) -> tuple[int, bytes, str]:
    """Size, root and note of a checkpoint of the key's log; its signature is checked once the keys are known."""
    note = read_file(file, NOTE_MAX_BYTES).decode("utf-8", "replace")  # what is no UTF-8 fails the signature
    lines = split_note(note)[0].split("\n")
    if len(lines) != 4 or not re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1]):
        raise Broken("the checkpoint does not have the three lines origin, size, root")
    if lines[0] != key.name:
        raise Broken(f"the checkpoint carries no signature by {key.name}: it is of the log {lines[0]}")
    return int(lines[1]), base64.b64decode(lines[2], validate=True), note


def read_file(file: Path, limit: int) -> bytes:
    """Bytes of a file of the export; one that is missing or too large breaks the record."""
    try:
        with file.open("rb") as source:
            data = source.read(limit + 1)
    except OSError:
        raise Broken(f"{file} is missing or cannot be read") from None
    if len(data) > limit:
        raise Broken(f"{file} is larger than {limit} bytes")
    return data


def tile_path(kind: str, index: int, width: int) -> str:
    """Path of a tile or bundle as C2SP tlog-tiles writes it."""
    digits = str(index).zfill(-(-len(str(index)) // 3) * 3)
    return f"tile/{kind}/" + re.sub(r"(\d{3})(?=\d)", r"x\1/", digits) + ("" if width == WIDTH else f".p/{width}")


def widths(count: int) -> Iterator[tuple[int, int]]:
    return ((start // WIDTH, min(WIDTH, count - start)) for start in range(0, count, WIDTH))


def tree(hashes: Sequence[bytes]) -> bytes:
    """RFC 6962 Merkle tree hash over leaf hashes (or over the hashes of equal full subtrees)."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    row = list(hashes)
    while len(row) > 1:
        paired = [hashlib.sha256(b"\1" + row[at] + row[at + 1]).digest() for at in range(0, len(row) - 1, 2)]
        row = paired + row[len(row) & ~1 :]  # an odd last one moves up as it is
    return row[0]


def nested(value: Any, depth: int = 0) -> None:
    """Numbers in range, no member of a person, not too deep."""
    if depth > DEPTH_MAX:
        raise ValueError("nested too deep")
    if isinstance(value, int) and abs(value) >= 2**53:
        raise ValueError(f"{value} is beyond 2^53 - 1")
    for member in value if isinstance(value, dict) else ():
        if member in PERSONAL or any(char > "\uffff" for char in member):
            raise ValueError(f"member {member!r} may not stand in an entry")
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        nested(item, depth + 1)


def read_entry(data: bytes) -> dict[str, Any]:
    """The entry, if the bytes are exactly what the format asks for. Raises ValueError, TypeError."""
    if len(data) > ENTRY_MAX_BYTES:
        raise ValueError(f"{len(data)} bytes, at most {ENTRY_MAX_BYTES}")
    text = data.decode("utf-8")
    entry = json.loads(text, parse_float=str, parse_constant=str)  # a fraction, or a member twice, prints differently
    nested(entry)
    if json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False) != text:
        raise ValueError("not in canonical form")
    if not isinstance(entry, dict) or set(entry) != MEMBERS:
        raise ValueError("it does not have the members of an entry")
    subject, commitments = entry["subject"], entry["commitments"]
    wrong = [name for name, form in TEXTS.items() if not re.fullmatch(form, entry[name])]
    wrong += [name for name, least in NUMBERS.items() if type(entry[name]) is not int or entry[name] < least]
    if not isinstance(subject, dict) or set(subject) != {"id", "kind"} or not re.fullmatch(OPAQUE, subject["id"]):
        wrong.append("subject")
    if not isinstance(commitments, dict) or not all(re.fullmatch("[0-9a-f]{64}", it) for it in commitments.values()):
        wrong.append("commitments")
    if wrong or entry["v"] != 1 or not isinstance(entry["body"], dict):
        raise ValueError(f"{', '.join(wrong) or 'version or body'} malformed")
    return entry


class Walk:
    """Goes through the entries of an export in order and keeps what later ones are held against."""

    def __init__(self, folder: Path, key: Key) -> None:
        self.folder, self.log, self.keys = folder, key.name.rsplit("/", 1)[-1], [key]
        self.leaves: list[bytes] = []
        self.held: list[int] = []  # entries whose bytes are here; of the others the hashes
        self.is_range, self.recorded_ms, self.withheld, self.said = (folder / "range").exists(), 0, 0, 0
        self.sequence: dict[tuple[str, int], int] = {}

    def bundle(self, index: int, width: int) -> None:
        """Read one bundle and add its leaves; of a range, or a withheld prefix, the hashes must do."""
        path = tile_path("entries", index, width)
        is_prefix = len(self.leaves) == self.withheld and width == WIDTH
        if (self.is_range or is_prefix) and not (self.folder / path).exists():
            data = read_file(self.folder / tile_path("0", index, width), WIDTH * 32)
            self.leaves += [data[at : at + 32] for at in range(0, 32 * width, 32)]
            self.withheld += 0 if self.is_range else WIDTH
            return
        data, at = read_file(self.folder / path, BUNDLE_MAX_BYTES), 0
        for number in range(index * WIDTH, index * WIDTH + width):
            end = at + 2 + int.from_bytes(data[at : at + 2], "big")
            if end > len(data) or at + 2 > len(data):
                raise Broken(f"entry {number}: {path} ends too early")
            self.entry(number, data[at + 2 : end])
            at = end
        if at != len(data):
            raise Broken(f"entry {index * WIDTH + width}: {path} holds more than the {width} entries it should")

    def entry(self, number: int, data: bytes) -> None:
        """Hold one entry against the format and against those before it."""
        try:
            entry = read_entry(data)
        except (ValueError, TypeError, RecursionError) as fault:
            raise Broken(f"entry {number}: {fault}") from None
        writer = (entry["origin"], entry["epoch"])
        if entry["log"] != self.log:
            raise Broken(f"entry {number}: it belongs to the log {entry['log']!r}")
        if entry["recorded_ms"] < self.recorded_ms:
            raise Broken(f"entry {number}: the recording clock ran back")
        if entry["seq"] <= self.sequence.get(writer, 0):
            raise Broken(f"entry {number}: {writer[0]} number {entry['seq']} stands twice or out of order")
        if entry["kind"] == "ledger.key.rotated":
            self.rotate(number, entry["body"])
        if entry["kind"] == "ledger.prefix.withheld" and type(entry["body"].get("below")) is int:
            self.said = max(self.said, entry["body"]["below"])
        self.recorded_ms, self.sequence[writer] = entry["recorded_ms"], entry["seq"]
        self.held.append(number)
        self.leaves.append(hashlib.sha256(b"\0" + data).digest())

    def rotate(self, number: int, body: dict[str, Any]) -> None:
        """Follow the log's key to the next one, if both signed the change; an entry about other keys says nothing."""
        old = self.keys[-1]
        if body.get("old") != old.text:
            return
        try:
            new = read_key(str(body["new"]), LOG)
            said = f"rempart-key-rotation-v1\n{old.name}\n{old.text}\n{new.text}\n".encode()
            signed = [base64.b64decode(body[by], validate=True) for by in ("old_signature", "new_signature")]
        except (argparse.ArgumentTypeError, KeyError, TypeError, ValueError):
            raise Broken(f"entry {number}: a change of keys that cannot be read") from None
        both = is_signed(old, signed[0], said) and is_signed(new, signed[1], said)
        if not both or (new.name, new.text) != (old.name, body["new"]):
            raise Broken(f"entry {number}: a change of keys that the old and the new key did not both sign")
        self.keys.append(new)

    def tiles(self) -> None:
        """Hold the stored tiles of every level against the hashes computed from the entries."""
        level, hashes = 0, self.leaves
        while hashes:
            for index, width in widths(len(hashes)):
                path, computed = tile_path(str(level), index, width), hashes[index * WIDTH : index * WIDTH + width]
                stored = read_file(self.folder / path, WIDTH * 32)
                if stored != b"".join(computed):
                    wrong = next((at for at in range(width) if stored[32 * at : 32 * at + 32] != computed[at]), width)
                    raise Broken(f"entry {(index * WIDTH + wrong) * WIDTH**level}: {path} does not fit the entries")
            hashes = [tree(hashes[at : at + WIDTH]) for at in range(0, len(hashes) - WIDTH + 1, WIDTH)]
            level += 1


def check(folder: Path, key: Key, witnesses: Sequence[Key] = (), since: Path | None = None) -> dict[str, Any]:
    """Check everything; what was checked. Raises Broken."""
    size, root, note = read_head(folder / "checkpoint", key)
    for witness in witnesses:
        check_signature(note, witness)
    walk = Walk(folder, key)
    for index, width in widths(size):
        walk.bundle(index, width)
    if walk.withheld > walk.said:
        raise Broken(f"{tile_path('entries', 0, WIDTH)} is missing, and no entry says that it is withheld")
    check_signature(note, walk.keys[-1])
    walk.tiles()
    if tree(walk.leaves) != root:
        raise Broken("the root in the checkpoint is not the root of these entries")
    if since is not None:
        older, older_root, earlier = read_head(since, key)
        check_signature(earlier, *walk.keys)
        if older > size:
            raise Broken(f"rolled back: the checkpoint kept earlier has {older} entries, this one {size}")
        if tree(walk.leaves[:older]) != older_root:
            raise Broken(f"rewritten: the first {older} entries are not those of the checkpoint kept earlier")
    for blob in (blobs := sorted((folder / "blob").glob("*"))):
        if hashlib.sha256(blob.read_bytes()).hexdigest() != blob.name:
            raise Broken(f"blob/{blob.name}: its bytes are not what its name says")
    counts = {"blobs": len(blobs), "witnesses": len(witnesses), "keys": len(walk.keys), "withheld": walk.withheld}
    covered = {"covered": len(walk.held), "first": min(walk.held, default=None), "last": max(walk.held, default=None)}
    return {"log": key.name, "size": size, "root": root.hex(), **counts, **covered}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="rempart-verify", description="Check an export of a Rempart ledger.")
    parser.add_argument("export", type=Path, help="folder with checkpoint, tile/ and blob/")
    log, witness = partial(read_key, kind=LOG), partial(read_key, kind=COSIGNER)
    parser.add_argument("--key", required=True, type=log, help="the log's first verifier key, or its file")
    parser.add_argument("--witness", action="append", default=[], type=witness, help="a key that must have cosigned")
    parser.add_argument("--since", type=Path, help="a checkpoint kept earlier, which the export must continue")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    chosen = parser.parse_args(arguments)
    if not chosen.export.is_dir():
        parser.error(f"{chosen.export} is no folder")
    try:
        found = {"ok": True, **check(chosen.export, chosen.key, chosen.witness, chosen.since)}
        sentence = f"Whole: {found['size']} entries of {found['log']}, unaltered and complete up to this checkpoint."
        sentence += f" Entries 0 to {found['withheld'] - 1} are withheld; proofs hold." if found["withheld"] else ""
        if found["covered"] + found["withheld"] < found["size"]:
            parts = f"{found['covered']} entries ({found['first']} to {found['last']}) of {found['size']}"
            sentence = f"Whole: {parts} of {found['log']}; of the others only the hashes are here."
    except (Broken, binascii.Error) as broken:
        found, sentence = {"ok": False, "reason": str(broken)}, f"Broken: {broken}."
    print(json.dumps(found) if chosen.json else sentence)
    return 0 if found["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
