"""`rempart ledger witness|recover|rotate-key|compare|timestamp` and `rempart witness`, as a person types them."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rempart.channel import integrator
from rempart.channel.cosign import ask_all
from rempart.channel.place import database
from rempart.cli.main import main
from rempart.ledger import keys, store
from rempart.ledger.entry import Entry
from rempart.ledger.keys import Keys
from rempart.ledger.stores import sqlite
from rempart.terms.scope import Subject
from tests.servers import stamper

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("REMPART_DATA", str(data))

    def command(*words: object) -> tuple[int, str, str]:
        code = main([*map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def data(tmp_path: Path) -> Path:
    state = tmp_path / "data"
    state.mkdir()
    connection = sqlite.connect(database(state))
    with store.writing(connection):
        store.create(connection)
    connection.close()
    write(state, 300)
    return state


def write(state: Path, count: int, org: str = "acme") -> None:
    connection, signing = sqlite.connect(database(state)), keys.load_or_create(state)
    with store.writing(connection):
        made = [Entry("a.b.happened", org, Subject("site", "s1"), n, "system", {"n": n}) for n in range(count)]
        store.append(connection, made)
    epoch = integrator.begin(connection, state, signing)
    while integrator.pass_once(connection, state, signing, epoch):
        pass
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


@pytest.mark.slow
def test_a_witness_from_end_to_end(run: Run, data: Path, tmp_path: Path) -> None:
    """Two processes, and what a stranger and a restored hub do with it."""
    folder = tmp_path / "witness"
    code, key, _ = run("witness", "key", "--folder", folder, "--name", "witness.example/w1")
    assert (code, key.startswith("witness.example/w1+")) == (0, True)
    _, log_key, _ = run("ledger", "key", "--installation")
    assert run("witness", "add-log", "--folder", folder, log_key.strip())[0] == 0
    serve = [
        sys.executable,
        "-m",
        "rempart",
        "witness",
        "serve",
        "--folder",
        folder,
        "--listen",
        "127.0.0.1:0",
        "--json",
    ]
    process = subprocess.Popen(list(map(str, serve)), stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        address = json.loads(process.stdout.readline())["address"]
        assert run("ledger", "witness", "add", address, key.strip())[0] == 0
        write(data, 1)
        shutil.copytree(data, tmp_path / "copy")
        connection = sqlite.connect(database(data))
        assert ask_all(connection)
        code, out, _ = run("ledger", "witness", "list", "--json")
        (found,) = json.loads(out)["witnesses"]
        assert (found["state"], [log["size"] for log in found["logs"]]) == ("ok", [301, 1])
        write(data, 5)
        assert ask_all(connection)
        connection.close()
        out_folder = tmp_path / "out"
        assert run("ledger", "export", "--log", "acme", out_folder)[0] == 0
        assert run("ledger", "verify", out_folder, "--witness", key.strip())[0] == 0
        code, out, _ = run("ledger", "compare", "--log", "acme", out_folder, address, "--json")
        assert (code, json.loads(out)["state"]) == (0, "same")

        shutil.rmtree(data)
        shutil.copytree(tmp_path / "copy", data)  # the whole folder is older, its own notes too: the witness knows
        code, out, _ = run("ledger", "recover")
        assert (code, "entries 301 to 305 were signed" in out) == (1, True)
        code, out, _ = run("ledger", "recover", "--export", out_folder, "--json")
        assert (code, json.loads(out)["logs"][0]["after"]) == (0, 306)
        assert run("ledger", "verify")[0] == 0
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        process.stdout.close()
    assert run("witness", "evidence", "--folder", folder)[0] == 0
    assert run("ledger", "witness", "remove", "witness.example/w1")[0] == 0
    assert run("ledger", "witness", "remove", "witness.example/w1")[0] == 2


def test_recover_opens_a_successor_only_when_told(run: Run, data: Path, tmp_path: Path) -> None:
    shutil.copy(database(data), tmp_path / "older")
    write(data, 20)
    shutil.copy(tmp_path / "older", database(data))
    assert run("ledger", "verify")[0] == 1
    code, out, _ = run("ledger", "recover", "--json")
    assert (code, json.loads(out)["ok"]) == (1, False)
    code, out, _ = run("ledger", "recover", "--successor", "--json")
    assert (code, json.loads(out)["logs"][0]["successor"]) == (0, "acme.2")
    write(data, 3)
    code, out, _ = run("ledger", "verify")
    assert (code, "acme.2: whole, 4 entries" in out) == (0, True)
    assert run("ledger", "export", "--log", "acme.2", tmp_path / "out")[0] == 0
    assert run("ledger", "verify", tmp_path / "out")[0] == 0
    assert run("ledger", "recover")[1].startswith("Nothing is missing")


def test_rotate_key(run: Run, data: Path, tmp_path: Path) -> None:
    first = run("ledger", "key", "--log", "acme")[1].strip()
    code, prepared, _ = run("ledger", "rotate-key", "--prepare", "--json")
    assert (code, run("ledger", "key", "--log", "acme")[1].strip()) == (0, first)  # nothing is signed with it yet
    code, out, _ = run("ledger", "rotate-key", "--json")
    assert (code, json.loads(out)["key"]) == (0, json.loads(prepared)["key"])
    folder = tmp_path / "witness"
    assert run("witness", "add-log", "--folder", folder, first)[0] == 0
    assert run("witness", "drop-log", "--folder", folder, first)[0] == 0
    assert run("witness", "drop-log", "--folder", folder, first)[0] == 2
    assert run("ledger", "key", "--log", "acme")[1].strip() != first
    assert run("ledger", "key", "--log", "acme", "--first")[1].strip() == first
    assert run("ledger", "verify")[0] == 0
    code, out, _ = run("ledger", "export", "--log", "acme", tmp_path / "out", "--json")
    assert json.loads(out)["key"] == first
    assert run("ledger", "verify", tmp_path / "out", "--key", first)[0] == 0
    assert run("ledger", "verify", tmp_path / "out")[0] == 0


def test_compare_finds_a_split_view_and_keeps_both_notes(run: Run, data: Path, tmp_path: Path) -> None:
    run("ledger", "export", "--log", "acme", tmp_path / "one")
    write(data, 5)
    run("ledger", "export", "--log", "acme", tmp_path / "two")
    code, out, _ = run("ledger", "compare", "--log", "acme", tmp_path / "one", tmp_path / "two", "--json")
    assert (code, json.loads(out)["state"]) == (0, "grown")
    signing: Keys = keys.load(data)
    for size in (300, 250):
        (tmp_path / "forged").write_text(signing.sign("acme", size, bytes(32)), "utf-8")
        given = ("--key", str(signing.verifier("acme")), "--evidence", tmp_path / "proof")
        code, out, _ = run("ledger", "compare", tmp_path / "forged", tmp_path / "one", *given, "--json")
        assert (code, json.loads(out)["state"]) == (1, "split")
        assert len(list(Path(json.loads(out)["proof"]).iterdir())) == 2
    stranger = Keys(signing.name, bytes(32))
    (tmp_path / "forged").write_text(stranger.sign("acme", 300, bytes(32)), "utf-8")
    assert run("ledger", "compare", "--log", "acme", tmp_path / "forged", tmp_path / "one")[0] == 2


def test_two_small_heads_alone_cannot_be_told(run: Run, data: Path, tmp_path: Path) -> None:
    signing = keys.load(data)
    for name, size in (("a", 10), ("b", 20)):
        (tmp_path / name).write_text(signing.sign("acme", size, bytes(32)), "utf-8")
    key = str(signing.verifier("acme"))
    code, _, err = run("ledger", "compare", tmp_path / "a", tmp_path / "b", "--key", key)
    assert (code, "Give an export" in err) == (2, True)


def test_timestamp(run: Run, data: Path, tmp_path: Path) -> None:
    stamper.make(tmp_path / "tsa")
    root = tmp_path / "tsa" / "root.pem"
    assert run("ledger", "timestamp", "now")[0] == 2
    with stamper.stamping(tmp_path / "tsa") as address:
        assert run("ledger", "timestamp", "set", address, root)[0] == 0
        assert run("ledger", "timestamp", "now")[0] == 0
    write(data, 2)
    assert run("ledger", "verify")[0] == 0
    run("ledger", "export", "--log", "acme", tmp_path / "out")
    code, _, err = run("ledger", "verify", tmp_path / "out", "--authority", root)
    assert (code, "saw 300 of these entries" in err) == (0, True)
    connection = sqlite.connect(database(data))
    connection.execute("UPDATE ledger_timestamp SET note = replace(note, '300', '299')")
    connection.close()
    assert run("ledger", "verify")[0] == 1
    stamper.make(tmp_path / "other")
    assert run("ledger", "verify", tmp_path / "out", "--authority", tmp_path / "other" / "root.pem")[0] == 1
    assert run("ledger", "timestamp", "off")[0] == 0


def test_wrong_use_is_said(run: Run, data: Path, tmp_path: Path) -> None:
    assert run("ledger", "witness", "add", "http://127.0.0.1:1", "nonsense")[0] == 2
    assert run("witness", "add-log", "--folder", tmp_path / "w", "non+sense")[0] == 2
    assert run("witness", "serve", "--folder", tmp_path / "w", "--listen", "nowhere")[0] == 2
    assert run("ledger", "recover", "--export", tmp_path / "nothing")[0] == 1
