"""Sealing files with a passphrase: scrypt for the key, AES-256-GCM in pieces that cannot be cut, swapped or reordered.

Each file has a salt and a key of its own; the nonce counts the pieces and marks the last one (the STREAM construction).
"""

import secrets
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from rempart.upkeep.manifest import Damaged, Manifest, Seal

MAGIC = b"rempart-sealed-1\n"
PIECE = 1024 * 1024  # clear bytes in one piece: memory stays small whatever the file's size
TAG_BYTES, SALT_BYTES = 16, 16
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**17, 8, 1  # about 128 MB and half a second, as OWASP advises
MOST_N, MOST_R, MOST_P = 2**20, 16, 4  # a manifest is untrusted: it may not ask for all memory
SHORTEST = 12  # a passphrase guards everything that is recorded


class WrongPassphrase(ValueError):
    """The passphrase does not open this backup, or its manifest was altered."""


def passphrase(file: Path) -> bytes:
    """The first line of a file. Raises ValueError when it is too short, OSError."""
    text = file.read_bytes().split(b"\n", 1)[0].strip()
    if len(text) < SHORTEST:
        raise ValueError(f"The first line of {file} has fewer than {SHORTEST} characters; a passphrase needs more.")
    return text


def fresh() -> Seal:
    """Parameters for a new backup."""
    return Seal(secrets.token_hex(SALT_BYTES), SCRYPT_N, SCRYPT_R, SCRYPT_P)


def key_of(words: bytes, seal: Seal) -> bytes:
    """Raises Damaged for parameters that nobody of ours wrote."""
    in_range = 2**14 <= seal.n <= MOST_N and 1 <= seal.r <= MOST_R and 1 <= seal.p <= MOST_P
    if not in_range or seal.n & (seal.n - 1) or len(seal.salt) != 2 * SALT_BYTES:
        raise Damaged("The manifest asks for a key derivation that no release of ours uses.")
    return Scrypt(salt=bytes.fromhex(seal.salt), length=32, n=seal.n, r=seal.r, p=seal.p).derive(words)


def _content(manifest: Manifest) -> bytes:
    bare = msgspec.structs.replace(manifest, seal=None)
    return MAGIC + msgspec.json.encode(bare, order="deterministic")


def tag(manifest: Manifest, key: bytes) -> str:
    """Binds the manifest to the passphrase: who cannot open the backup cannot rewrite its table of contents."""
    return AESGCM(_derived(key, b"manifest")).encrypt(bytes(12), b"", _content(manifest)).hex()


def demand(manifest: Manifest, key: bytes) -> None:
    """Raises WrongPassphrase."""
    assert manifest.seal is not None
    try:
        AESGCM(_derived(key, b"manifest")).decrypt(bytes(12), bytes.fromhex(manifest.seal.tag), _content(manifest))
    except (InvalidTag, ValueError) as wrong:
        raise WrongPassphrase("The passphrase does not open this backup, or its manifest was altered.") from wrong


def seal_file(source: Path, target: Path, key: bytes) -> None:
    """Read clear, write sealed."""
    salt = secrets.token_bytes(SALT_BYTES)
    box = AESGCM(_derived(key, salt))
    with source.open("rb") as clear, target.open("wb") as out:
        out.write(MAGIC + salt)
        piece, count = clear.read(PIECE), 0
        while True:
            following = clear.read(PIECE)
            out.write(box.encrypt(_nonce(count, is_last=not following), piece, None))
            if not following:
                return
            piece, count = following, count + 1


def open_file(source: Path, target: Path, key: bytes) -> None:
    """Raises Damaged when a byte, a piece or the end is not what was sealed."""
    with source.open("rb") as sealed, target.open("wb") as out:
        head = sealed.read(len(MAGIC) + SALT_BYTES)
        if not head.startswith(MAGIC) or len(head) != len(MAGIC) + SALT_BYTES:
            raise Damaged(f"{source} is not a sealed file.")
        box = AESGCM(_derived(key, head[len(MAGIC) :]))
        piece, count = sealed.read(PIECE + TAG_BYTES), 0
        while True:
            following = sealed.read(PIECE + TAG_BYTES)
            try:
                out.write(box.decrypt(_nonce(count, is_last=not following), piece, None))
            except InvalidTag as bad:
                raise Damaged(f"{source} was altered or cut short.") from bad
            if not following:
                return
            piece, count = following, count + 1


def _nonce(count: int, *, is_last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([is_last])


def _derived(key: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=salt, info=b"rempart backup").derive(key)
