"""`rempart ledger` on a real data folder: exit codes, streams, and what a stranger can do with an export."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rempart.channel import integrator
from rempart.channel.place import database
from rempart.cli.main import main
from rempart.ledger import bench, keys, store
from rempart.ledger.entry import Entry
from rempart.ledger.stores import sqlite
from rempart.terms.scope import Subject

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path / "data"))

    def command(*words: object) -> tuple[int, str, str]:
        code = main(["ledger", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def data(tmp_path: Path) -> Path:
    state = tmp_path / "data"
    state.mkdir()
    connection, signing = sqlite.connect(database(state)), keys.load_or_create(state)
    with store.writing(connection):
        store.create(connection)
        for org in ("acme", ""):
            made = [Entry("a.b.happened", org, Subject("site", "s1"), n, "system", {"n": n}) for n in range(300)]
            store.append(connection, made)
    epoch = store.claim(connection)
    while integrator.pass_once(connection, state, signing, epoch):
        pass
    connection.close()
    return state


def test_a_whole_ledger(run: Run, data: Path) -> None:
    code, out, _ = run("verify")
    assert (code, out.splitlines()[0]) == (0, "acme: whole, 300 entries, 300 of them under a signed checkpoint.")
    code, out, _ = run("verify", "--json")
    found = json.loads(out)
    assert (code, found["ok"], [log["log"] for log in found["logs"]]) == (0, True, ["acme", "installation"])


def test_a_broken_one(run: Run, data: Path) -> None:
    connection = sqlite.connect(database(data))
    connection.execute("DELETE FROM ledger_place WHERE log = 'acme' AND idx = 7")
    connection.close()
    code, out, _ = run("verify")
    assert code == 1
    assert "acme: broken at entry 7: entry 7 is missing." in out
    code, out, _ = run("verify", "--json")
    assert (code, json.loads(out)["logs"][0]["index"]) == (1, 7)


def test_export_and_check(run: Run, data: Path, tmp_path: Path) -> None:
    code, out, _ = run("export", "--log", "acme", tmp_path / "out", "--json")
    key = json.loads(out)["key"]
    assert (code, json.loads(out)["size"]) == (0, 300)
    assert run("key", "--log", "acme")[1].strip() == key
    assert run("verify", tmp_path / "out")[0] == 0  # its own key
    assert run("verify", tmp_path / "out", "--key", key, "--json")[0] == 0
    (tmp_path / "out" / "tile" / "entries" / "000").write_bytes(b"")
    code, out, _ = run("verify", tmp_path / "out", "--key", key, "--json")
    assert (code, json.loads(out)["ok"]) == (1, False)
    code, _, err = run("export", tmp_path / "out")
    assert (code, "another log" in err) == (2, True)


def test_prove(run: Run, data: Path) -> None:
    code, out, _ = run("prove", 299, "--log", "acme", "--json")
    found = json.loads(out)
    assert (code, found["holds"], found["entry"]["body"]) == (0, True, {"n": 299})
    code, out, err = run("prove", 300, "--log", "acme")
    assert (code, out) == (2, "")
    assert "entry 300" in err


def test_without_a_ledger_it_says_what_to_do(run: Run, tmp_path: Path) -> None:
    code, out, err = run("verify")
    assert (code, out) == (2, "")
    assert "rempart up" in err
    assert not database(tmp_path / "data").exists()
    code, _, err = run("verify", tmp_path)
    assert (code, "no export" in err) == (2, True)


def test_bench(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = bench.run
    monkeypatch.setattr(bench, "run", lambda: real(batches=1, rounds=1))
    code, out, _ = run("bench", "--json")
    found = json.loads(out.splitlines()[-1])
    assert code == 0
    assert set(found) == {"append_per_s", "append_batch", "verify_per_s", "floor_per_s", "ratio"}
    assert found["append_batch"] == 1000
    assert found["append_per_s"] > 0


def test_the_key_said_with_an_export_is_the_one_that_signed_it(run: Run, data: Path, tmp_path: Path) -> None:
    """Of a log that was closed before the key was replaced, too."""
    with closing(sqlite.connect(database(data))) as connection, store.writing(connection):
        connection.execute("INSERT INTO ledger_successor VALUES ('acme', 'acme.2', 0, 0, '')")
    assert run("rotate-key")[0] == 0
    for number, part in enumerate(([], ["--from", "0", "--to", "9"])):
        code, out, _ = run("export", "--log", "acme", *part, tmp_path / str(number), "--json")
        assert code == 0
        key = json.loads(out)["key"]
        assert run("verify", tmp_path / str(number), "--key", key)[0] == 0
