"""`rempart ledger` and `rempart-verify`: what a stranger can check with an export and a key, and how a break is told."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.contracts.stranger import VERIFY, Said, Stranger

pytestmark = pytest.mark.slow

ENTRY = {
    "v", "log", "origin", "epoch", "seq", "at_ms", "recorded_ms", "kind", "schema", "org", "subject", "actor", "body",
    "commitments",
}  # fmt: skip


@pytest.fixture(scope="module")
def log(assessed: Said) -> str:
    """The organisation's log that the assessment wrote."""
    return next(str(fact["log"]) for control in assessed.document["controls"] for fact in control["facts"])


@pytest.fixture(scope="module")
def key(resident: Stranger, log: str) -> str:
    """Its verifier key."""
    return resident.run("ledger", "key", "--log", log).out.strip()


@pytest.fixture
def export(resident: Stranger, log: str, tmp_path: Path) -> Path:
    """A folder as it is handed to a stranger."""
    said = resident.run("ledger", "export", "--log", log, tmp_path / "export", "--json")
    assert said.code == 0, said.err
    assert said.document["size"] > 20
    return tmp_path / "export"


def test_whole(resident: Stranger, assessed: Said) -> None:
    said = resident.run("ledger", "verify")
    assert said.code == 0
    assert "whole" in said.out
    as_json = resident.run("ledger", "verify", "--json")
    assert (as_json.code, as_json.document["ok"], as_json.err) == (0, True, "")


def test_an_export_is_checked_by_a_program_that_knows_nothing_of_us(export: Path, key: str, stranger: Stranger) -> None:
    said = stranger.run(export, "--key", key, program=VERIFY)
    assert said.code == 0
    assert said.out.count("\n") == 1  # a sentence
    as_json = stranger.run(export, "--key", key, "--json", program=VERIFY)
    assert (as_json.code, as_json.document["ok"]) == (0, True)
    assert not stranger.data.exists()  # checking needs no installation, and makes none
    assert stranger.run("ledger", "verify", export, "--key", key).code == 0


def test_a_checkpoint_kept_earlier(export: Path, key: str, stranger: Stranger, tmp_path: Path) -> None:
    since = tmp_path / "since"
    shutil.copy(export / "checkpoint", since)
    assert stranger.run(export, "--key", key, "--since", since, program=VERIFY).code == 0
    since.write_text("nonsense")
    assert stranger.run(export, "--key", key, "--since", since, program=VERIFY).code in (1, 2)


def test_the_break_is_named(export: Path, key: str, stranger: Stranger) -> None:
    bundle = next(file for file in sorted((export / "tile" / "entries").rglob("*")) if file.is_file())
    content = bytearray(bundle.read_bytes())
    content[40] ^= 1
    bundle.write_bytes(content)
    said = stranger.run(export, "--key", key, program=VERIFY)
    assert said.code == 1
    assert "entry" in said.out + said.err
    assert stranger.run("ledger", "verify", export, "--key", key).code == 1


def test_wrong_use(export: Path, key: str, stranger: Stranger, tmp_path: Path) -> None:
    assert stranger.run(export, program=VERIFY).code == 2  # whose log it is cannot be guessed
    assert stranger.run(export, "--key", "nonsense", program=VERIFY).code == 2
    assert stranger.run(tmp_path / "nothing", "--key", key, program=VERIFY).code == 2
    assert stranger.run("ledger", "verify", tmp_path / "nothing", "--key", key).code == 2
    other = stranger.run("ledger", "verify")
    assert (other.code, other.out) == (2, "")
    assert "rempart up" in other.err


def test_a_missing_witness_fails(export: Path, key: str, stranger: Stranger) -> None:
    witness = "witness.example+5ea2ea04+BGVfLR5aNEqPmMnHRLPTF6SxjM9CpSxRVqKDvdXRUoVA"
    assert stranger.run(export, "--key", key, "--witness", witness, program=VERIFY).code in (1, 2)


def test_an_entry_is_canonical_whole_numbers_and_small(export: Path) -> None:
    count = 0
    for file in sorted((export / "tile" / "entries").rglob("*")):
        data = file.read_bytes() if file.is_file() else b""
        while data:
            size = int.from_bytes(data[:2], "big")
            entry, data = data[2 : 2 + size], data[2 + size :]
            assert size <= 16 * 1024
            found = json.loads(entry, parse_float=_refuse)
            assert set(found) == ENTRY
            plain = json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
            assert entry == plain  # member names are ASCII here, so plain sorting is RFC 8785's
            count += 1
    assert count > 20


def _refuse(text: str) -> float:
    raise AssertionError(f"a fraction in an entry: {text}")


@pytest.mark.parametrize("forged", ["CAST(replace(front, 'kind', 'kynd') AS BLOB)", "'text'", "7"])
def test_a_tampered_installation_is_told(resident: Stranger, assessed: Said, tmp_path: Path, forged: str) -> None:
    copy = Stranger(tmp_path / "copy")
    shutil.copytree(resident.data, copy.data)
    with sqlite3.connect(copy.data / "rempart.sqlite3") as database:
        database.execute(f"UPDATE ledger_entry SET front = {forged} WHERE id % 7 = 3")
    database.close()
    said = copy.run("ledger", "verify", "--json")
    assert (said.code, said.document["ok"]) == (1, False)
    doctor = copy.run("doctor", "--json")
    assert doctor.code == 1
    assert {check["id"]: check["state"] for check in doctor.document["checks"]}["ledger"] == "failed"


def test_bench(stranger: Stranger) -> None:
    said = stranger.run("ledger", "bench", "--json")
    assert said.code == 0
    last = json.loads(said.out.splitlines()[-1])
    assert set(last) == {"append_per_s", "append_batch", "verify_per_s", "floor_per_s", "ratio"}
    assert all(isinstance(last[name], int) and last[name] > 0 for name in set(last) - {"ratio"})
