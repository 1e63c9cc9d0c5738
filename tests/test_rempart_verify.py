"""The verifier as a stranger runs it: a process of its own, on a real export, whole and tampered with in each way."""

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

import rempart_verify
from rempart.ledger import export, keys, merkle, note, store, tile
from rempart.ledger.entry import Entry
from rempart.ledger.keys import Keys
from rempart.ledger.stores import sqlite
from rempart.terms.scope import Subject
from tests.ledger.vectors import load

ROOT = Path(rempart_verify.__file__).parent
SIZE = 600


class Made:
    """An export of 600 entries, and what made it."""

    def __init__(self, state: Path) -> None:
        self.folder, self.database = state / "export", state / "ledger.sqlite3"
        self.keys: Keys = keys.load_or_create(state)
        connection = sqlite.connect(self.database)
        with store.writing(connection):
            store.create(connection)
            store.put_blob(connection, "acme", b"a large fact")
        self.epoch = store.claim(connection)
        connection.close()
        self.grow(SIZE)

    def grow(self, count: int) -> None:
        connection = sqlite.connect(self.database)
        site = Subject("site", "s1")
        made = [Entry("fact.site.recorded", "acme", site, 5, "system", {"number": n}) for n in range(count)]
        with store.writing(connection):
            store.append(connection, made)
        store.integrate(connection, self.keys, epoch=self.epoch)
        export.export(connection, "acme", self.folder)
        connection.close()

    @property
    def key(self) -> str:
        return str(self.keys.verifier("acme"))

    def bundle(self, index: int = 0, width: int = 256) -> Path:
        return self.folder / tile.path("entries", index, width)

    def change_entries(self, change: Callable[[list[bytes]], list[bytes]], index: int = 0, width: int = 256) -> None:
        file = self.bundle(index, width)
        file.write_bytes(tile.bundle(change(tile.unbundle(file.read_bytes()))))


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(ROOT / "rempart_verify.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_a_whole_export(made: Made) -> None:
    done = run(made.folder, "--key", made.key)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Whole: 600 entries of rempart/")
    done = run(made.folder, "--key", made.key, "--json")
    found = json.loads(done.stdout)
    assert (found["ok"], found["size"], found["blobs"]) == (True, 600, 1)


def test_the_key_may_stand_in_a_file(made: Made, tmp_path: Path) -> None:
    (tmp_path / "key.txt").write_text(made.key + "\n")
    assert run(made.folder, "--key", tmp_path / "key.txt").returncode == 0


def flip(entries: list[bytes]) -> list[bytes]:
    return [*entries[:9], entries[9].replace(b'"number":9', b'"number":8'), *entries[10:]]


def doubled(entries: list[bytes]) -> list[bytes]:
    return [*entries[:10], entries[9], *entries[10:255]]


TAMPERED: dict[str, tuple[Callable[[Made], object], str]] = {
    "bit flip": (lambda made: made.change_entries(flip), "entry 9: tile/0/000 "),
    "not canonical": (lambda made: made.change_entries(lambda all_: [b" " + all_[0], *all_[1:]]), "entry 0: "),
    "delete": (lambda made: made.change_entries(lambda all_: all_[:5] + all_[6:]), "entry 255: "),
    "insert": (lambda made: made.change_entries(lambda all_: [*all_, all_[-1]]), "entry 256: "),
    "repeat": (lambda made: made.change_entries(doubled), "entry 10: hub number 10 stands twice"),
    "reorder": (lambda made: made.change_entries(lambda all_: [all_[1], all_[0], *all_[2:]]), "entry 1: "),
    "truncate": (lambda made: made.bundle(2, 88).unlink(), "is missing"),
    "cut": (lambda made: made.bundle().write_bytes(made.bundle().read_bytes()[:-1]), "entry 255: "),
    "tile": (lambda made: (made.folder / "tile/1/000.p/2").write_bytes(b"x" * 64), "tile/1/000.p/2"),
    "tile gone": (lambda made: (made.folder / "tile/0/001").unlink(), "is missing"),
    "blob": (lambda made: next((made.folder / "blob").iterdir()).write_bytes(b"x"), "blob/"),
    "no checkpoint": (lambda made: (made.folder / "checkpoint").unlink(), "is missing"),
    "smaller checkpoint": (lambda made: sign(made, 599), "the root in the checkpoint"),
    "unsigned": (lambda made: sign(made, 600, "rempart/0000000000000000"), "no signature by"),
    "spoilt signature": (lambda made: spoil(made), "the signature by"),
    "huge bundle": (lambda made: made.bundle().write_bytes(bytes(5_000_000)), "larger than"),
    "clock": (lambda made: made.change_entries(set_clock_back), "entry 4: the recording clock ran back"),
}


def set_clock_back(entries: list[bytes]) -> list[bytes]:
    at = entries[4].index(b'"recorded_ms":1') + len(b'"recorded_ms":')
    return [*entries[:4], entries[4][:at] + b"0" * 0 + b"9" + entries[4][at + 13 :], *entries[5:]]


def sign(made: Made, size: int, name: str = "") -> None:
    """A well-formed checkpoint that says something else."""
    other = Keys(name or made.keys.name, bytes(32))
    (made.folder / "checkpoint").write_text(
        (other if name else made.keys).sign("acme", size, merkle.EMPTY_ROOT if size != SIZE else bytes(32))
    )
    if not name:  # the bundle of the smaller size, as an attacker who truncates would leave it
        entries = tile.unbundle(made.bundle(2, 88).read_bytes())
        made.bundle(2, 87).write_bytes(tile.bundle(entries[:87]))
        (made.folder / tile.path("0", 2, 87)).write_bytes((made.folder / tile.path("0", 2, 88)).read_bytes()[:-32])


def spoil(made: Made) -> None:
    file = made.folder / "checkpoint"
    head, _, last = file.read_text().rpartition(" ")
    raw = bytearray(base64.b64decode(last))
    raw[20] ^= 1
    file.write_text(f"{head} {base64.b64encode(raw).decode()}\n")


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering(made: Made, name: str) -> None:
    tamper, where = TAMPERED[name]
    tamper(made)
    done = run(made.folder, "--key", made.key, "--json")
    assert done.returncode == 1, done.stdout
    found = json.loads(done.stdout)
    assert not found["ok"]
    assert where in found["reason"]
    assert done.stderr == ""


def test_another_key(made: Made, tmp_path: Path) -> None:
    stranger = keys.load_or_create(tmp_path / "elsewhere").verifier("acme")
    assert run(made.folder, "--key", stranger).returncode == 1
    same_name = note.VerifierKey(made.keys.origin("acme"), note.ED25519, stranger.public)
    done = run(made.folder, "--key", same_name)
    assert (done.returncode, "no signature by" in done.stdout) == (1, True)


def test_rolled_back_and_rewritten_beside_a_checkpoint_kept_earlier(made: Made, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes((made.folder / "checkpoint").read_bytes())
    made.grow(10)
    assert run(made.folder, "--key", made.key, "--since", kept).returncode == 0
    newer = tmp_path / "newer"
    newer.write_bytes((made.folder / "checkpoint").read_bytes())
    (made.folder / "checkpoint").write_bytes(kept.read_bytes())
    done = run(made.folder, "--key", made.key, "--since", newer)
    assert (done.returncode, "rolled back" in done.stdout) == (1, True)
    (tmp_path / "other").write_text(made.keys.sign("acme", 600, bytes(32)))
    done = run(made.folder, "--key", made.key, "--since", tmp_path / "other")
    assert (done.returncode, "rewritten" in done.stdout) == (1, True)


def cosign(made: Made, seed: bytes = bytes(32), seconds: int = 1_767_225_600) -> str:
    """What a witness adds to the checkpoint; its key."""
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key = note.VerifierKey("witness.example/w1", note.COSIGNATURE, private.public_key().public_bytes_raw())
    file = made.folder / "checkpoint"
    text = file.read_text().partition("\n\n")[0] + "\n"
    signature = private.sign(f"cosignature/v1\ntime {seconds}\n{text}".encode())
    file.write_text(file.read_text() + note.line(key.name, key.id, seconds.to_bytes(8, "big") + signature))
    return str(key)


def test_a_witness_is_asked_for(made: Made) -> None:
    whole = (made.folder / "checkpoint").read_text()
    witness = cosign(made)
    assert run(made.folder, "--key", made.key, "--witness", witness).returncode == 0
    (made.folder / "checkpoint").write_text(whole)
    done = run(made.folder, "--key", made.key, "--witness", witness)
    assert (done.returncode, "no signature by witness.example/w1" in done.stdout) == (1, True)
    spoilt = cosign(made, seconds=1).replace("x", "x")
    text = (made.folder / "checkpoint").read_text().splitlines(keepends=True)
    raw = bytearray(base64.b64decode(text[-1].split(" ")[2]))
    raw[11] ^= 1  # another time than the one signed
    text[-1] = f"— witness.example/w1 {base64.b64encode(raw).decode()}\n"
    (made.folder / "checkpoint").write_text("".join(text))
    done = run(made.folder, "--key", made.key, "--witness", spoilt)
    assert (done.returncode, "the signature by witness" in done.stdout) == (1, True)


@pytest.mark.parametrize("arguments", [["--key", "nonsense"], [], ["--key", load("checkpoint")["witness_key"]]])
def test_wrong_use(made: Made, arguments: list[str]) -> None:
    done = run(made.folder, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_no_such_folder(made: Made, tmp_path: Path) -> None:
    assert run(tmp_path / "nowhere", "--key", made.key).returncode == 2


def test_it_shares_no_code_and_is_short() -> None:
    source = (ROOT / "rempart_verify.py").read_text("utf-8")
    assert "import rempart" not in source
    assert "from rempart" not in source
    assert source.count("\n") <= 300


def test_the_vectors_of_the_format() -> None:
    vectors = load("tree")
    leaves = [bytes.fromhex(leaf) for leaf in vectors["leaf_hashes"]]
    assert [rempart_verify.tree(leaves[:size]).hex() for size in range(22)] == vectors["roots"]
    for text in vectors["entries"]:
        assert rempart_verify.read_entry(text.encode())["v"] == 1
    checkpoint = load("checkpoint")
    rempart_verify.check_signature(checkpoint["cosigned"], rempart_verify.read_key(checkpoint["key"], 1))
    rempart_verify.check_signature(checkpoint["cosigned"], rempart_verify.read_key(checkpoint["witness_key"], 4))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=50), st.integers(0, 300))
def test_damaged_entries_are_refused_or_the_same(noise: bytes, at: int) -> None:
    whole = load("tree")["entries"][0].encode()
    damaged = whole[:at] + noise + whole[at + len(noise) :]
    try:
        found = rempart_verify.read_entry(damaged)
    except (ValueError, RecursionError):
        return
    assert set(found) == rempart_verify.MEMBERS
