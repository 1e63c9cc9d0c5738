"""Secrets of settings at rest (outlets, second factors, providers): AES-GCM under one key file of the state folder."""

import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rempart.channel.place import state_folder
from rempart.ledger import durable

KEY_FILE = Path("keys") / "settings.key"
UNDER_WAY = Path("keys") / "settings.resealing"  # stands from a new key on until everything lies under it
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
_FORM = b"\x01"  # first byte of what we hand out: how the rest is to be read


class Unreadable(Exception):
    """What was sealed cannot be opened: another key, another context, or altered bytes. Says which context."""


def encrypt(data: bytes, context: str) -> bytes:
    """Sealed bytes. `context` (`outlet:<uid>`) binds them to their place: a row copied elsewhere does not open."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return _FORM + nonce + AESGCM(_key(state_folder())).encrypt(nonce, data, context.encode())


def decrypt(sealed: bytes, context: str) -> bytes:
    """What `encrypt` was given. Raises Unreadable."""
    held = bytes(sealed)
    if not _has_our_form(held):
        raise Unreadable(f"nothing sealed by this installation ({context})")
    state = state_folder()
    for key in (_key(state), *_older(state)):
        clear = _opened(key, held, context)
        if clear is not None:
            return clear
    raise Unreadable(f"sealed under another key, or altered ({context})")


def reseal(sealed: bytes, context: str) -> bytes | None:
    """The same under the newest key; None where that one sealed it already. Raises Unreadable."""
    held = bytes(sealed)
    state = state_folder()
    if _has_our_form(held) and _opened(_key(state), held, context) is not None:
        return None
    return encrypt(decrypt(held, context), context)


def begin_new_key(state: Path) -> int:
    """From now on a new key seals; those before it still open. How many there are, the new one counted.

    Killed in between, the newest key is simply kept twice.
    """
    file = state / KEY_FILE
    kept = [int(one.suffix[1:]) for one in _older_files(state)]
    # never a number that is taken: the newest key would not be kept
    durable.write_once(file.with_name(f"{file.name}.{max(kept, default=0) + 1}"), _key(state))
    durable.put(file, secrets.token_bytes(KEY_BYTES))
    return len(kept) + 2


def older(state: Path) -> int:
    """How many replaced keys still open."""
    return len(_older(state))


def newest_since_s(state: Path) -> float:
    """When the key that seals began to, by the clock of files. Raises FileNotFoundError before the first one."""
    return (state / KEY_FILE).stat().st_mtime


def retire_older(state: Path) -> int:
    """Replaced keys are gone, and what they alone open stays shut; how many there were. Reseal before."""
    files = _older_files(state)
    for one in reversed(files):  # the oldest first: killed in between, the rest goes next time
        one.unlink()
    if files:
        durable.sync((state / KEY_FILE).parent)
    return len(files)


def _has_our_form(held: bytes) -> bool:
    return held[:1] == _FORM and len(held) >= 1 + NONCE_BYTES + TAG_BYTES


def _opened(key: bytes, held: bytes, context: str) -> bytes | None:
    nonce, rest = held[1 : 1 + NONCE_BYTES], held[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, rest, context.encode())
    except InvalidTag:
        return None


def _older_files(state: Path) -> list[Path]:
    files = (state / KEY_FILE).parent.glob(f"{KEY_FILE.name}.[0-9]*")
    numbered = [one for one in files if one.suffix[1:].isdecimal()]
    return sorted(numbered, key=lambda one: int(one.suffix[1:]), reverse=True)


def _older(state: Path) -> list[bytes]:
    """Keys that were replaced, the newest first."""
    return [key for one in _older_files(state) if len(key := one.read_bytes()) == KEY_BYTES]


def _key(state: Path) -> bytes:
    """The key, made at first use; two first users end with the same one. Raises Unreadable for a damaged file."""
    file = state / KEY_FILE
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        durable.write_once(file, secrets.token_bytes(KEY_BYTES))
    key = file.read_bytes()
    if len(key) != KEY_BYTES:
        raise Unreadable(f"{file} is damaged: put it back from its backup")
    return key
