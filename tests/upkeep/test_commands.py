"""The whole way round as a person walks it: back up, lose the machine, restore, verify, and the level is the same."""

from pathlib import Path

import pytest

from tests.contracts.stranger import Stranger
from tests.upkeep import releases
from tests.upkeep.folder import rows

pytestmark = pytest.mark.slow
LEVELS = "SELECT site_id, wall, watch, document FROM maturity_levelrow"


@pytest.fixture
def person(tmp_path: Path) -> Stranger:
    releases.lay_out(releases.all_releases()[-1], tmp_path / "data")
    (tmp_path / "words").write_text("granite-not-gravel-5\n")
    return Stranger(tmp_path / "data")


def test_there_and_back_again(person: Stranger, tmp_path: Path) -> None:
    assert person.run("upgrade").code == 0
    levels = rows(person.data, LEVELS)
    assert levels
    words = ("--passphrase-file", tmp_path / "words")
    made = person.run("backup", "--to", tmp_path / "d", "--keys", tmp_path / "k", *words, "--json")
    assert made.code == 0, made.err
    assert made.document["sealed"]
    assert made.err == ""
    assert "ledger_person_key" in made.document["left_out"]
    other = Stranger(tmp_path / "other")
    done = other.run("restore", made.document["data"], "--keys", made.document["keys"], *words, "--json")
    assert done.code == 0, done.err
    assert (done.document["restored"], done.document["unreadable"]) == (True, 0)
    assert "rempart ledger recover" in done.document["rolled_back"]
    assert other.run("ledger", "verify").code == 1  # until somebody has asked what was signed since
    recovered = other.run("ledger", "recover")
    assert recovered.code == 0, recovered.err
    assert other.run("ledger", "verify").code == 0
    assert rows(other.data, LEVELS) == levels
    assert (other.data / "session.key").read_bytes() == (person.data / "session.key").read_bytes()
    doctor = {check["id"]: check["state"] for check in other.run("doctor", "--json").document["checks"]}
    assert {
        doctor[name] for name in ("data_folder", "database", "tables", "ledger", "key_rights", "folder_rights")
    } == {"ok"}


def test_what_can_go_wrong_ends_with_a_sentence(person: Stranger, tmp_path: Path) -> None:
    made = person.run("backup", "--to", tmp_path / "d", "--keys", tmp_path / "k", "--json").document
    newer = person.run("restore", made["data"])
    assert (newer.code, newer.out) == (2, "")
    assert "--replace" in newer.err
    database = Path(made["data"]) / "rempart.sqlite3"
    database.write_bytes(database.read_bytes()[:-1] + b"\xff")
    damaged = person.run("restore", made["data"], "--replace", "--json")
    assert damaged.code == 1
    assert damaged.document["restored"] is False
    assert str(database) in damaged.document["reason"]
    for words in (
        ("restore",), ("restore", "--resume", "--back"), ("restore", tmp_path), ("restore", made["keys"]), ("restore", "--back"),
        ("backup", "--to", tmp_path / "x", "--keys", tmp_path / "x"), ("backup", "--passphrase-file", tmp_path / "none"),
        ("backup", "--to", tmp_path / "words" / "below"), ("upgrade", "--back"), ("rotate-key", "--nonsense"),
    ):  # fmt: skip
        said = person.run(*words)
        assert (said.code, said.out) == (2, ""), words
        assert said.err.startswith(("rempart: ", "usage: ")), words
    empty = Stranger(tmp_path / "empty")
    for words in (("backup",), ("upgrade",), ("rotate-key", "--sessions")):
        assert empty.run(*words).code == 2, words
    assert person.run("ledger", "verify").code == 0
