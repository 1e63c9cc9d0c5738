"""The bytes of protocol version 1: what is signed, how an answer is checked, how deep its JSON may be. No I/O."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rempart.channel.companion.trouble import Lying

PROTOCOL = 1
ANSWER_BYTES = 4 * 1024 * 1024  # what a companion may send at once
HEAD_BYTES = 256 * 1024  # of a stream: one line of JSON
DEPTH = 16  # lists in lists of an answer; ours have six
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LETTERS = 16
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": "", "\u00a0": ""})


def canonical_home(url: str) -> str:
    """As both sides sign it: no slash at the end, scheme and host in lower case."""
    scheme, _, rest = url.strip().rstrip("/").partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash}{path}"


def canonical_code(typed: str) -> str | None:
    """The code as it was made, however it was typed; None for what can be no code."""
    code = typed.strip().upper().translate(_READ_AS)
    return code if len(code) == CODE_LETTERS and all(letter in CROCKFORD for letter in code) else None


def public_of(key: Ed25519PrivateKey) -> str:
    """The public half in hex."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def key_id(public_hex: str) -> str:
    """What names a key: 16 hex digits."""
    return hashlib.sha256(bytes.fromhex(public_hex)).hexdigest()[:16]


def body_of(op: str, args: Mapping[str, Any]) -> bytes:
    """The request's body."""
    whole = {"v": PROTOCOL, "op": op, "args": dict(args)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def call_text(home: str, time_s: int, nonce: str, body: bytes) -> bytes:
    """What the hub signs."""
    return f"rempart-call-v1\n{home}\n{time_s}\n{nonce}\n{hashlib.sha256(body).hexdigest()}".encode()


def answer_text(nonce: str, body: bytes) -> bytes:
    """What the site signs."""
    return f"rempart-answer-v1\n{nonce}\n{hashlib.sha256(body).hexdigest()}".encode()


def signed_headers(key: Ed25519PrivateKey, home: str, time_s: int, nonce: str, body: bytes) -> dict[str, str]:
    """The four headers of a call."""
    signature = key.sign(call_text(home, time_s, nonce, body))
    return {
        "X-Rempart-Key": key_id(public_of(key)),
        "X-Rempart-Time": str(time_s),
        "X-Rempart-Nonce": nonce,
        "X-Rempart-Signature": base64.b64encode(signature).decode(),
    }


def check_answer(site_key: str, nonce: str, body: bytes, signature: str) -> None:
    """Raises Lying unless the pinned key signed this body for this nonce."""
    try:
        raw = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(site_key)).verify(raw, answer_text(nonce, body))
    except (binascii.Error, ValueError, InvalidSignature) as bad:
        raise Lying("signature", "the answer is not signed by the key this site enrolled with") from bad


def proof(code: str, label: str, home: str, key_hex: str, nonce: str) -> str:
    """HMAC under the code that a person carried: `rempart-enrol-v1` by the hub, `rempart-enrolled-v1` by the site."""
    return hmac.new(code.encode(), f"{label}\n{home}\n{key_hex}\n{nonce}".encode(), hashlib.sha256).hexdigest()


def table_of(raw: bytes) -> dict[str, Any]:
    """The JSON table in an answer that was signed. Raises Lying for anything else, however deep."""
    try:
        table = json.loads(raw, parse_constant=_no_constant)
    except (ValueError, RecursionError) as bad:  # also bad UTF-8, and numbers of thousands of digits
        raise Lying("form", "the answer is no JSON") from bad
    if not isinstance(table, dict) or table.get("v") != PROTOCOL or not _is_shallow(table):
        raise Lying("form", "the answer is not of protocol version 1")
    return table


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _is_shallow(table: dict[str, Any]) -> bool:
    level: list[Any] = [table]
    for _ in range(DEPTH):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return True
    return False


def split_stream(body: bytes) -> tuple[dict[str, Any], bytes]:
    """Head and bytes of a stream; the bytes are those that the head names. Raises Lying."""
    line, found, rest = body.partition(b"\n")
    if not found or len(line) > HEAD_BYTES:
        raise Lying("form", "the answer has no head line")
    head = table_of(line)
    if head.get("length") != len(rest) or head.get("sha256") != hashlib.sha256(rest).hexdigest():
        raise Lying("hash", "the bytes are not those that the head names")
    return head, rest
