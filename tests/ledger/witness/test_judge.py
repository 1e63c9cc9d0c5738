"""What a witness cosigns and what it refuses: a foreign log's real exchange, and our own attacks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rempart.ledger import checkpoint, merkle, note
from rempart.ledger.keys import Keys
from rempart.ledger.note import ED25519, VerifierKey
from rempart.ledger.witness import request, signer
from rempart.ledger.witness.judge import Answer, add_checkpoint
from rempart.ledger.witness.memory import Memory
from tests.ledger.vectors import load

VECTOR = load("witness")
LEAVES = [merkle.leaf_hash(b"%d" % number) for number in range(40)]


def root(size: int, leaves: list[bytes] = LEAVES) -> bytes:
    return merkle.root_of(leaves[:size])


def proof(first: int, second: int, leaves: list[bytes] = LEAVES) -> list[bytes]:
    return merkle.consistency_proof(first, second, lambda low, high: merkle.root_of(leaves[low:high]))


class Bench:
    """A witness, a log it knows, and a clock."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.now = folder, 1_800_000_000
        self.log = Keys("rempart/00112233445566ff", bytes(range(32)))
        self.open()

    def open(self) -> None:
        self.memory, self.cosigner = Memory(self.folder), signer.load_or_create(self.folder, "witness.example/w1")

    def ask(self, old: int, steps: list[bytes], text: str) -> Answer:
        return add_checkpoint(self.memory, self.cosigner, request.render(old, steps, text), lambda: self.now)

    def grow(self, old: int, size: int) -> Answer:
        return self.ask(old, proof(old, size), self.log.sign("acme", size, root(size)))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    made.memory.trust(str(made.log.verifier("acme")))
    yield made
    made.memory.close()


def test_the_exchange_of_a_foreign_log(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    key = VerifierKey(VECTOR["origin"], ED25519, bytes.fromhex(VECTOR["log_public_key"]))
    bench.memory.trust(str(key))
    for exchange in VECTOR["exchanges"]:
        answer = add_checkpoint(bench.memory, bench.cosigner, exchange["body"].encode())
        assert answer.status == exchange["status"], (answer.body, exchange["body"])
        if answer.status == 200:
            text = request.parse(exchange["body"].encode()).signed.text
            assert note.verify(note.parse(f"{text}\n{answer.body}"), bench.cosigner.key)
        if answer.status == 409:
            assert answer.type == "text/x.tlog.size"
    bench.memory.close()


def test_it_cosigns_a_log_that_grows_and_remembers_it(bench: Bench) -> None:
    answer = bench.grow(0, 3)
    assert answer.status == 200
    text = checkpoint.Checkpoint("rempart/00112233445566ff/acme", 3, root(3)).text
    assert note.verify(note.parse(f"{text}\n{answer.body}"), bench.cosigner.key) == bench.now
    bench.memory.close()
    bench.open()  # a new start: the same memory, the same key
    assert (bench.grow(0, 3).status, bench.grow(0, 3).body) == (409, "3\n")
    assert bench.grow(3, 3).status == 200
    assert bench.grow(3, 40).status == 200


def test_a_rollback_is_refused(bench: Bench) -> None:
    assert bench.grow(0, 20).status == 200
    assert (bench.grow(10, 15).status, bench.grow(10, 15).body) == (409, "20\n")
    assert bench.grow(0, 10).status == 409
    assert bench.ask(20, [], bench.log.sign("acme", 10, root(10))).status == 400
    seen = bench.memory.seen("rempart/00112233445566ff/acme")
    assert seen is not None
    assert seen.size == 20


def test_a_split_view_is_refused_and_kept_as_proof(bench: Bench) -> None:
    other = [*LEAVES[:5], *(merkle.leaf_hash(b"other %d" % number) for number in range(35))]
    assert bench.grow(0, 20).status == 200
    same_size = bench.log.sign("acme", 20, root(20, other))
    assert bench.ask(20, [], same_size).status == 422
    assert bench.ask(5, proof(5, 20, other), same_size).status == 409
    larger = bench.log.sign("acme", 30, root(30, other))
    assert bench.ask(20, proof(20, 30, other), larger).status == 422
    first, second = bench.memory.evidence()
    assert {first.refused, second.refused} == {same_size, larger}
    assert any("split view" in one.reason for one in (first, second))
    assert bench.grow(20, 21).status == 200  # the honest branch goes on


def test_bad_proofs_are_refused(bench: Bench) -> None:
    bench.grow(0, 7)
    good = proof(7, 12)
    head = bench.log.sign("acme", 12, root(12))
    bad: list[list[bytes]] = [[], good[:-1], [*good, good[0]], good[::-1], [bytes(32), *good[1:]]]
    for steps in bad:
        assert bench.ask(7, steps, head).status == 422
    assert bench.ask(7, good, head).status == 200


def test_an_empty_tree_has_one_root_and_needs_no_proof(bench: Bench) -> None:
    assert bench.ask(0, [], bench.log.sign("acme", 0, bytes(32))).status == 422
    assert bench.ask(0, [], bench.log.sign("acme", 0, merkle.EMPTY_ROOT)).status == 200
    assert bench.ask(0, [bytes(32)], bench.log.sign("acme", 3, root(3))).status == 422


def test_strangers_are_refused(bench: Bench) -> None:
    assert bench.ask(0, [], bench.log.sign("other", 3, root(3))).status == 404
    stranger = Keys(bench.log.name, bytes(32))
    assert bench.ask(0, [], stranger.sign("acme", 3, root(3))).status == 403
    broken = bench.log.sign("acme", 3, root(3)).replace("\n3\n", "\n4\n")
    assert bench.ask(0, [], broken).status == 403
    assert add_checkpoint(bench.memory, bench.cosigner, b"hello").status == 400


def test_a_key_of_the_installation_covers_its_logs(bench: Bench) -> None:
    bench.memory.trust(str(VerifierKey(bench.log.name, ED25519, bench.log.public)))
    assert bench.ask(0, [], bench.log.sign("other", 3, root(3))).status == 200
    elsewhere = Keys("rempart/ffffffffffffffff", bytes(range(32)))
    assert bench.ask(0, [], elsewhere.sign("acme", 3, root(3))).status == 404


def test_a_clock_that_ran_back_signs_nothing(bench: Bench) -> None:
    bench.grow(0, 3)
    bench.now -= 60
    assert bench.grow(3, 4).status == 503
    bench.now += 60
    assert bench.grow(3, 4).status == 200


def test_the_key_is_made_once(tmp_path: Path) -> None:
    assert str(signer.load_or_create(tmp_path).key) == str(signer.load_or_create(tmp_path, "another").key)
    (tmp_path / signer.KEY_FILE).write_text("nonsense")
    with pytest.raises(note.BadNote):
        signer.load(tmp_path)
