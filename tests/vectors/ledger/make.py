"""Write the vectors of docs/format.md again, from the reference code of the tests: `python -m tests.vectors.ledger.make`.

They are committed; a change of one byte in them is a change of the format.
"""

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.ledger import reference

HERE = Path(__file__).parent
SEED = bytes(range(32))  # a test key: never used for anything else
NAME = "rempart/00112233445566ff/acme"
WITNESS_SEED = bytes(range(32, 64))
WITNESS = "witness.example/w1"


def write(name: str, content: Any) -> None:
    (HERE / f"{name}.json").write_text(json.dumps(content, indent=1, ensure_ascii=True) + "\n")


def entry(number: int) -> dict[str, Any]:
    return {
        "v": 1, "log": "acme", "origin": "hub", "epoch": 1, "seq": number + 1, "at_ms": 1767225600000 - number,
        "recorded_ms": 1767225600500 + number, "kind": "fact.site.recorded", "schema": 1, "org": "acme",
        "subject": {"kind": "site", "id": f"s{number}"}, "actor": "system:scanner",
        "body": {"é\"\\\n\u001f€": [number, None, True, {}, []], "b": {"z": -1, "a": 2**53 - 1}}, "commitments": {},
    }  # fmt: skip


def canonical() -> None:
    values = [
        {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\u0080": 5, "\u00f6": 6},
        {"b": [True, False, None], "a": {"y": '\u20ac$\u000f\nA\'B"\\\\"/', "x": ""}},
        [2**53 - 1, -(2**53 - 1), 0, -1],
        "\u007f\u2028\U0001f600",
        *(entry(number) for number in range(3)),
    ]
    refused = ["1.0", "1e3", "NaN", "9007199254740992", '{"a":1,"a":1}', '{"b":1,"a":2}', ' {"a":1}', '"\\ud800"', "-0"]
    write("canonical", {
        "good": [{"value": value, "hex": reference.canonical(value).hex()} for value in values],
        "refused_bytes": refused,
    })  # fmt: skip


def tree() -> None:
    entries = [reference.canonical(entry(number)) for number in range(21)]
    write("tree", {
        "entries": [data.decode() for data in entries],
        "leaf_hashes": [reference.sha(b"\0" + data).hex() for data in entries],
        "roots": [reference.mth(entries[:size]).hex() for size in range(22)],
        "inclusion": [
            {"index": index, "size": size, "proof": [step.hex() for step in reference.path(index, entries[:size])]}
            for size in (1, 2, 3, 7, 8, 16, 21) for index in sorted({0, size // 2, size - 1})
        ],
        "consistency": [
            {"first": first, "second": second,
             "proof": [step.hex() for step in reference.proof(first, entries[:second])]}
            for second in (1, 6, 8, 13, 21) for first in sorted({0, 1, second // 2, second - 1, second})
        ],
    })  # fmt: skip


def key(name: str, kind: int, seed: bytes) -> tuple[Ed25519PrivateKey, bytes, str]:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    material = bytes([kind]) + private.public_key().public_bytes_raw()
    identity = reference.sha(name.encode() + b"\n" + material)[:4]
    return private, identity, f"{name}+{identity.hex()}+{base64.b64encode(material).decode()}"


def checkpoint() -> None:
    entries = [reference.canonical(entry(number)) for number in range(21)]
    text = f"{NAME}\n21\n{base64.b64encode(reference.mth(entries)).decode()}\n"
    private, identity, vkey = key(NAME, 1, SEED)
    witness, witness_identity, witness_vkey = key(WITNESS, 4, WITNESS_SEED)
    seconds = 1767225601
    cosigned = witness.sign(f"cosignature/v1\ntime {seconds}\n{text}".encode())
    lines = [
        f"— {NAME} {base64.b64encode(identity + private.sign(text.encode())).decode()}\n",
        f"— {WITNESS} {base64.b64encode(witness_identity + seconds.to_bytes(8, 'big') + cosigned).decode()}\n",
    ]
    write("checkpoint", {
        "seed": SEED.hex(), "key": vkey, "witness_key": witness_vkey, "witness_time": seconds, "origin": NAME,
        "size": 21, "root": reference.mth(entries).hex(), "text": text, "note": text + "\n" + lines[0],
        "cosigned": text + "\n" + "".join(lines),
        "from_c2sp": {
            "key": "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "note": "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTg"
            "K7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
        },
    })  # fmt: skip


def commitment() -> None:
    cases = []
    for number, (group, fields) in enumerate(
        [
            ("contact", {"email": "alice@example.com", "full_name": "Alice É"}),
            ("visit", {"visitor_address": "2001:db8::1"}),
        ]
    ):
        salt = hashlib.sha256(bytes([number])).digest()
        message = b"rempart-personal-v1\n" + group.encode() + b"\n" + reference.canonical(fields)
        made = hmac.new(salt, message, "sha256").hexdigest()
        cases.append({"group": group, "fields": fields, "salt": salt.hex(), "commitment": made})
    write("commitment", cases)


if __name__ == "__main__":
    canonical()
    tree()
    checkpoint()
    commitment()
