"""The table of contents of a backup: every file with its SHA-256, and what state of the record it holds."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

FILE, DIGEST = "MANIFEST.json", "MANIFEST.sha256"
FORM = 1
MANIFEST_MAX_BYTES = 16 * 1024 * 1024  # a hundred thousand spools would not fill it; larger is no manifest of ours
CHUNK = 1024 * 1024

Tell = Callable[[int, int, str], None]  # done, of, what: for a progress bar


class Damaged(ValueError):
    """The backup is not what its manifest says; the message names the file."""


class Piece(msgspec.Struct, frozen=True):
    """One file. The digest is of the bytes as they lie in the backup, sealed or not."""

    sha256: str
    bytes: int


class Head(msgspec.Struct, frozen=True):
    """How far one log had come."""

    size: int
    root: str


class Seal(msgspec.Struct, frozen=True):
    """How the passphrase becomes the key (scrypt), and a tag over the manifest under that key."""

    salt: str
    n: int
    r: int
    p: int
    tag: str = ""


class Manifest(msgspec.Struct, frozen=True):
    """`schema` names the newest migration of each app; `left_out` the tables whose rows are not in the copy."""

    form: int
    kind: Literal["data", "keys", "organisation"]
    made_at: str
    product: str
    engine: str
    schema: dict[str, str]
    heads: dict[str, Head]
    pending: int
    left_out: tuple[str, ...]
    files: dict[str, Piece]
    seal: Seal | None = None


def digest(file: Path) -> Piece:
    """Read once, in pieces."""
    found, size = hashlib.sha256(), 0
    with file.open("rb") as source:
        while chunk := source.read(CHUNK):
            found.update(chunk)
            size += len(chunk)
    return Piece(found.hexdigest(), size)


def write(folder: Path, manifest: Manifest) -> None:
    """The manifest last, and its own digest beside it: a backup without one was never finished."""
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    (folder / DIGEST).write_text(f"{hashlib.sha256(data).hexdigest()}  {FILE}\n", "ascii")
    (folder / FILE).write_bytes(data)


def read(folder: Path) -> Manifest:
    """Raises Damaged; FileNotFoundError where no backup was finished."""
    file = folder / FILE
    if file.stat().st_size > MANIFEST_MAX_BYTES:
        raise Damaged(f"{file} is too large to be a manifest.")
    data = file.read_bytes()
    try:
        said = (folder / DIGEST).read_text("ascii")
    except (OSError, UnicodeDecodeError):
        said = ""
    if said != f"{hashlib.sha256(data).hexdigest()}  {FILE}\n":
        raise Damaged(f"{file} is not what {DIGEST} beside it says.")
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except msgspec.MsgspecError as bad:
        raise Damaged(f"{file} is not a manifest ({bad}).") from bad
    if manifest.form != FORM:
        raise Damaged(f"{file} has form {manifest.form}; this release reads form {FORM}.")
    return manifest


def check(folder: Path, manifest: Manifest, tell: Tell) -> None:
    """Every file there, and every byte. Raises Damaged."""
    for done, (name, said) in enumerate(sorted(manifest.files.items())):
        tell(done, len(manifest.files), name)
        file = within(folder, name)
        if not file.is_file() or file.is_symlink():
            raise Damaged(f"{file} is missing from the backup.")
        if digest(file) != said:
            raise Damaged(f"{file} was altered: its SHA-256 is not the one in the manifest.")


def within(folder: Path, name: str) -> Path:
    """A file of the backup. Raises Damaged for a name that leads out of it."""
    path = Path(name)
    if path.is_absolute() or not path.parts or any(part in ("..", ".") for part in path.parts) or "\0" in name:
        raise Damaged(f"The manifest names {name!r}, which is no file of a backup.")
    return folder / path
