"""Secrets of settings at rest (outlets, second factors, providers): AES-GCM under one key file of the state folder."""

import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rempart.channel.place import state_folder
from rempart.ledger import durable

KEY_FILE = Path("keys") / "settings.key"
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
    if held[:1] != _FORM or len(held) < 1 + NONCE_BYTES + TAG_BYTES:
        raise Unreadable(f"nothing sealed by this installation ({context})")
    nonce, rest = held[1 : 1 + NONCE_BYTES], held[1 + NONCE_BYTES :]
    state = state_folder()
    for key in (_key(state), *_older(state)):
        try:
            return AESGCM(key).decrypt(nonce, rest, context.encode())
        except InvalidTag:
            continue
    raise Unreadable(f"sealed under another key, or altered ({context})")


def begin_new_key(state: Path) -> int:
    """From now on a new key seals; those before it still open. How many there are, the new one counted.

    Killed in between, the newest key is simply kept twice.
    """
    file = state / KEY_FILE
    kept = len(_older(state)) + 1
    durable.write_once(file.with_name(f"{file.name}.{kept}"), _key(state))
    durable.put(file, secrets.token_bytes(KEY_BYTES))
    return kept + 1


def _older(state: Path) -> list[bytes]:
    """Keys that were replaced, the newest first."""
    files = (state / KEY_FILE).parent.glob(f"{KEY_FILE.name}.[0-9]*")
    ordered = sorted(files, key=lambda one: int(one.suffix[1:]), reverse=True)
    return [key for one in ordered if len(key := one.read_bytes()) == KEY_BYTES]


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
