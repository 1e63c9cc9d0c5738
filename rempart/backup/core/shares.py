"""A key in two shares, one alone worth nothing: printed once, kept by two people. Both together open the repositories."""

import base64
import hashlib
import hmac
import secrets

KEY_BYTES = 32
GROUP = 4  # letters between two hyphens, as they are read aloud
_CHECK = 3  # bytes of the check at the end: a typing mistake is noticed
_KINDS = {1: b"\x01", 2: b"\x02"}


class BadShare(ValueError):
    """A share that was mistyped, or two that do not belong together."""


def split(key: bytes) -> tuple[str, str]:
    """Two shares; each is random by itself."""
    if len(key) != KEY_BYTES:
        raise ValueError("a key of 32 bytes")
    first = secrets.token_bytes(KEY_BYTES)
    second = bytes(a ^ b for a, b in zip(first, key, strict=True))
    mark = hashlib.sha256(b"rempart-vault-shares\n" + key).digest()[
        :2
    ]  # says that two belong together, not to which key
    return _write(1, mark, first), _write(2, mark, second)


def join(one: str, other: str) -> bytes:
    """The key again, whichever was typed first. Raises BadShare."""
    (kind, mark, first), (other_kind, other_mark, second) = _read(one), _read(other)
    if kind == other_kind or mark != other_mark:
        raise BadShare("these two do not belong together")
    key = bytes(a ^ b for a, b in zip(first, second, strict=True))
    if hashlib.sha256(b"rempart-vault-shares\n" + key).digest()[:2] != mark:
        raise BadShare("these two do not belong together")
    return key


def password_of(key: bytes, repository: str) -> bytes:
    """What opens one repository; whoever holds both shares can make it again, without this installation."""
    return hmac.new(key, b"rempart-vault-repository\n" + repository.encode(), hashlib.sha256).hexdigest().encode()


def _write(kind: int, mark: bytes, share: bytes) -> str:
    body = _KINDS[kind] + mark + share
    letters = base64.b32encode(body + hashlib.sha256(body).digest()[:_CHECK]).decode().rstrip("=")
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def _read(text: str) -> tuple[int, bytes, bytes]:
    letters = "".join(text.split()).replace("-", "").upper().replace("0", "O").replace("1", "I").replace("8", "B")
    try:
        raw = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError as bad:
        raise BadShare("this is no share: a letter is missing or wrong") from bad
    body, check = raw[:-_CHECK], raw[-_CHECK:]
    if len(body) != 3 + KEY_BYTES or hashlib.sha256(body).digest()[:_CHECK] != check or body[0] not in (1, 2):
        raise BadShare("this is no share: a letter is missing or wrong")
    return body[0], body[1:3], body[3:]
