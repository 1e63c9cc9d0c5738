"""Master keys: what person keys are wrapped with. In a file with tight rights, or sealed by the operator's command.

A person key is 32 random bytes; wrapped it is 0x01, the master's id (8 bytes), a nonce (12), AES-256-GCM of the key.
"""

import base64
import contextlib
import fcntl
import hashlib
import itertools
import os
import secrets
import shlex
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rempart.ledger import durable

KEY_FILE = Path("keys") / "persons.keys"
COMMAND = "REMPART_KMS_COMMAND"  # program and arguments; called with `wrap` or `unwrap` added, bytes in, bytes out
COMMAND_TIMEOUT_S = 20  # a cloud's key service answers within one second; a start must not hang on it
SEALED_MAX_BYTES = 4_096  # what a key service makes of 32 bytes
FILE_MAX_BYTES = 1_048_576  # thousands of rotations
KEY_BYTES, ID_BYTES, NONCE_BYTES = 32, 8, 12
VERSION = b"\x01"
WRAPPED_BYTES = len(VERSION) + ID_BYTES + NONCE_BYTES + KEY_BYTES + 16
_PREFIX = "MASTER+KEY"
_AAD = b"rempart-person-key-v1\n"


class KmsTrouble(RuntimeError):
    """No key can be wrapped or unwrapped now; the message says why and what to do."""


class Kms(Protocol):
    """Who wraps person keys. Anything that offers this may stand in."""

    def id(self) -> bytes:
        """Of the master that wraps today, 8 bytes."""

    def wrap(self, person: str, key: bytes) -> bytes:
        """Under today's master, bound to that person."""

    def unwrap(self, person: str, wrapped: bytes) -> bytes:
        """The key. Raises KmsTrouble."""

    def rotate(self) -> bytes:
        """Begin a new master, which wraps from now on; its id. The older ones still unwrap."""

    def retire(self, superseded_before_ms: int) -> int:
        """Destroy masters that were superseded before that moment; how many."""


class _Master(NamedTuple):
    id: bytes
    how: str  # "file": the key itself; "command": what the command made of it
    held: bytes
    made_ms: int


class FileKms:
    """Masters in `<state>/keys/persons.keys`, mode 0600, one a line; the last one wraps."""

    how = "file"

    def __init__(self, state: Path) -> None:
        self._file = state / KEY_FILE
        self._clear: dict[bytes, bytes] = {}  # opened masters, in memory only

    def id(self) -> bytes:
        """Of the last line; the first use makes it."""
        masters = self._read()
        return masters[-1].id if masters else self._add(only_first=True)

    def wrap(self, person: str, key: bytes) -> bytes:
        """Under the last line."""
        identity, nonce = self.id(), secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(self._master(identity)).encrypt(nonce, key, _AAD + person.encode())
        return VERSION + identity + nonce + sealed

    def unwrap(self, person: str, wrapped: bytes) -> bytes:
        """Raises KmsTrouble for an unknown master, another person's key or altered bytes."""
        if len(wrapped) != WRAPPED_BYTES or wrapped[:1] != VERSION:
            raise KmsTrouble("this is no wrapped person key")
        identity, nonce, sealed = wrapped[1:9], wrapped[9:21], wrapped[21:]
        try:
            return AESGCM(self._master(identity)).decrypt(nonce, sealed, _AAD + person.encode())
        except InvalidTag as fault:
            raise KmsTrouble("a person key was altered, or belongs to somebody else") from fault

    def rotate(self) -> bytes:
        """One line more."""
        return self._add(only_first=False)

    def retire(self, superseded_before_ms: int) -> int:
        """A master is superseded when the next one is made. The last one always stays."""
        with self._turn():
            masters = self._read()
            kept = [one for one, after in itertools.pairwise(masters) if after.made_ms >= superseded_before_ms]
            gone = len(masters) - 1 - len(kept) if masters else 0
            if gone:
                self._write([*kept, masters[-1]])
                self._clear.clear()
        return gone

    def _add(self, *, only_first: bool) -> bytes:
        with self._turn():
            masters = self._read()
            if masters and only_first:
                return masters[-1].id  # another process was first
            key = secrets.token_bytes(KEY_BYTES)
            made = _Master(_id(key), self.how, self._seal(key), time.time_ns() // 1_000_000)
            if self._open(made) != key:
                raise KmsTrouble("the key service does not give back what it was given")
            self._write([*masters, made])
        return made.id

    def _seal(self, key: bytes) -> bytes:
        return key

    def _open(self, master: _Master) -> bytes:
        if master.how != "file":
            raise KmsTrouble(f"the master key {master.id.hex()} is sealed by a command; set {COMMAND} to it")
        return master.held

    def _master(self, identity: bytes) -> bytes:
        if identity not in self._clear:
            found = next((one for one in self._read() if one.id == identity), None)
            if found is None:
                raise KmsTrouble(f"the master key {identity.hex()} is not in {self._file}; put it back from its backup")
            clear = self._open(found)
            if _id(clear) != identity:
                raise KmsTrouble(f"the master key {identity.hex()} came back altered")
            self._clear[identity] = clear
        return self._clear[identity]

    def _read(self) -> list[_Master]:
        try:
            if self._file.stat().st_size > FILE_MAX_BYTES:
                raise KmsTrouble(f"{self._file} is too large to be a list of keys")
            return [_parse(line) for line in self._file.read_text("ascii").splitlines()]
        except FileNotFoundError:
            return []
        except ValueError as fault:
            raise KmsTrouble(f"{self._file} is damaged; put it back from its backup") from fault

    def _write(self, masters: Sequence[_Master]) -> None:
        durable.put(self._file, "".join(_line(one) for one in masters).encode("ascii"))

    @contextmanager
    def _turn(self) -> Iterator[None]:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield


class CommandKms(FileKms):
    """The file holds masters sealed by the operator's command (a cloud's key service, a smart card, age, a TPM).

    Each is opened once a process and kept in memory: a person is added without asking the service again.
    """

    how = "command"

    def __init__(self, state: Path, command: Sequence[str]) -> None:
        super().__init__(state)
        self._command = list(command)

    def _seal(self, key: bytes) -> bytes:
        return self._run("wrap", key)

    def _open(self, master: _Master) -> bytes:
        return self._run("unwrap", master.held) if master.how == self.how else super()._open(master)

    def _run(self, word: str, data: bytes) -> bytes:
        try:
            with subprocess.Popen(
                [*self._command, word], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            ) as process:
                answer = _converse(process, data)
        except OSError as fault:
            raise KmsTrouble(f"the key service cannot be started ({type(fault).__name__}); see {COMMAND}") from None
        if process.returncode != 0 or not 0 < len(answer) <= SEALED_MAX_BYTES:
            raise KmsTrouble(f"the key service could not {word} (code {process.returncode}); see {COMMAND}")
        return answer


def _converse(process: subprocess.Popen[bytes], data: bytes) -> bytes:
    """The key goes in on standard input only; the answer's size and time are bounded."""
    limit = threading.Timer(COMMAND_TIMEOUT_S, process.kill)
    limit.start()
    try:
        if process.stdin is None or process.stdout is None:
            return b""
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(data)
            process.stdin.close()
        answer = process.stdout.read(SEALED_MAX_BYTES + 1)
        if len(answer) > SEALED_MAX_BYTES:
            process.kill()
        process.wait()
        return answer
    finally:
        limit.cancel()


def of_state(state: Path) -> FileKms:
    """What the operator chose for this data folder."""
    command = shlex.split(os.environ.get(COMMAND, ""))
    return CommandKms(state, command) if command else FileKms(state)


def _id(key: bytes) -> bytes:
    return hashlib.sha256(b"rempart-master-v1\n" + key).digest()[:ID_BYTES]


def _line(one: _Master) -> str:
    return f"{_PREFIX}+{one.id.hex()}+{one.how}+{one.made_ms}+{base64.b64encode(one.held).decode()}\n"


def _parse(line: str) -> _Master:
    if not line.startswith(_PREFIX + "+"):
        raise ValueError("no master key")
    identity, how, made_ms, held = line.removeprefix(_PREFIX + "+").split("+", 3)
    return _Master(bytes.fromhex(identity), how, base64.b64decode(held, validate=True), int(made_ms))


_provider: list[Callable[[], Kms]] = []


def use(provider: Callable[[], Kms]) -> None:
    """Say once a process where its masters are."""
    _provider[:] = [provider]


def current() -> Kms:
    """The masters of this process. Raises KmsTrouble when nobody said where they are."""
    if not _provider:
        raise KmsTrouble("no master keys were named for this process")
    return _provider[0]()
