"""`rempart ledger tail|search|export --from --to` on a real data folder, and the range checked by rempart-verify."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import rempart_verify
from rempart.channel import integrator
from rempart.channel.place import database
from rempart.ledger import keys, store
from rempart.ledger.entry import Entry
from rempart.ledger.recovery import adopt
from rempart.ledger.stores import sqlite
from rempart.terms.scope import Subject
from tests.cli.test_ledger import data, run

__all__ = ["data", "run"]
Run = Callable[..., tuple[int, str, str]]


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_the_newest_in_order(run: Run, data: Path) -> None:
    code, out, _ = run("tail", "--log", "acme", "-n", 3, "--json")
    assert (code, [line["index"] for line in lines(out)]) == (0, [297, 298, 299])
    code, out, _ = run("tail", "--log", "acme")
    assert len(out.splitlines()) == 10


def test_what_fits_the_newest_first(run: Run, data: Path) -> None:
    code, out, _ = run("search", "--log", "acme", "--kind", "a.b", "--limit", 2, "--json")
    assert (code, [line["index"] for line in lines(out)]) == (0, [299, 298])
    assert run("search", "nowhere", "--log", "acme")[0] == 1
    assert run("search", "--log", "acme", "--by", "account:x")[0] == 1
    assert run("search", "--log", "acme", "--about", "s1", "--limit", 1)[0] == 0
    assert run("search", "--log", "acme", "--to", "2000-01-01T00:00:00Z")[0] == 1


@pytest.mark.parametrize("words", [("tail", "--log", "none"), ("search", "--log", "acme", "--from", "noon")])
def test_wrong_use_is_said(run: Run, data: Path, words: tuple[str, ...]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "There are: acme" in err or "like 2026" in err


def test_a_hostile_sentence_does_not_move_the_terminal(run: Run, data: Path) -> None:
    connection, signing = sqlite.connect(database(data)), keys.load(data)
    with store.writing(connection):
        body = {"address": "\x1b[2Jhttps://x\u202e"}
        store.append(connection, [Entry("directory.site.added", "acme", Subject("site", "s1"), 1, "system", body)])
    integrator.pass_once(connection, data, signing, store.claim(connection))
    connection.close()
    out = run("tail", "--log", "acme", "-n", 1)[1]
    assert "\x1b" not in out
    assert "\u202e" not in out


def exported(run: Run, tmp_path: Path, first: int, last: int) -> tuple[Path, str]:
    folder = tmp_path / "part"
    code, out, _ = run("export", folder, "--log", "acme", "--from", first, "--to", last, "--json")
    assert code == 0
    return folder, json.loads(out)["key"]


def verified(folder: Path, key: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    rempart_verify.main([str(folder), "--key", key, "--json"])
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_a_range_says_what_it_covers(run: Run, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, key = exported(run, tmp_path, 260, 261)
    found = verified(folder, key, capsys)
    assert (found["ok"], found["covered"], found["first"], found["last"], found["size"]) == (True, 44, 256, 299, 300)
    assert rempart_verify.main([str(folder), "--key", key]) == 0
    assert "44 entries (256 to 299) of 300" in capsys.readouterr().out


@pytest.mark.parametrize(
    "file", ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44", "checkpoint"]
)
def test_a_flipped_bit_anywhere_in_a_range_is_found(
    run: Run, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    folder, key = exported(run, tmp_path, 256, 299)
    altered = bytearray((folder / file).read_bytes())
    altered[len(altered) // 2] ^= 1
    (folder / file).write_bytes(altered)
    assert verified(folder, key, capsys)["ok"] is False


def test_a_bundle_taken_out_is_no_longer_covered_and_never_claimed(
    run: Run, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, key = exported(run, tmp_path, 0, 299)
    assert verified(folder, key, capsys)["covered"] == 300
    (folder / "tile/entries/000").unlink()
    assert verified(folder, key, capsys)["covered"] == 44
    (folder / "range").unlink()
    assert verified(folder, key, capsys)["ok"] is False


def test_a_range_that_is_none(run: Run, data: Path, tmp_path: Path) -> None:
    assert run("export", tmp_path / "x", "--log", "acme", "--from", 300)[0] == 2
    assert run("export", tmp_path / "x", "--log", "acme", "--from", 5, "--to", 4)[0] == 2


@pytest.mark.slow
def test_following_prints_what_comes(data: Path) -> None:
    following = subprocess.Popen(
        [sys.executable, "-m", "rempart", "ledger", "tail", "--log", "acme", "-n", "1", "-f", "--json"],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "REMPART_DATA": str(data)},
    )  # fmt: skip
    assert following.stdout is not None
    assert json.loads(following.stdout.readline())["index"] == 299  # it is up and stands at the end
    connection, signing = sqlite.connect(database(data)), keys.load(data)
    with store.writing(connection):
        store.append(connection, [Entry("a.b.happened", "acme", Subject("site", "s2"), 1, "system", {})])
    integrator.pass_once(connection, data, signing, store.claim(connection))
    connection.close()
    try:
        assert json.loads(following.stdout.readline())["subject"]["id"] == "s2"
    finally:
        following.send_signal(signal.SIGINT)
        following.wait(90)
        following.stdout.close()
    assert following.returncode == 130


def test_the_logs_that_followed_are_read_on(run: Run, data: Path) -> None:
    connection, signing = sqlite.connect(database(data)), keys.load(data)
    head = store.head(connection, "acme")
    assert head is not None
    with store.writing(connection):
        first = adopt.opening("acme", "acme.2", "acme", head.size, head.note, 1, {})
        adopt.follow(connection, "acme", "acme.2", first, head.size, head.note)
        store.append(connection, [Entry("a.b.happened", "acme", Subject("site", "s1"), 1, "system", {"n": 7})])
    integrator.pass_once(connection, data, signing, store.claim(connection))
    connection.close()
    newest = [("acme.2", 1), ("acme.2", 0), ("acme", 299)]
    code, out, _ = run("tail", "--log", "acme", "-n", 3, "--json")
    assert (code, [(line["log"], line["index"]) for line in lines(out)]) == (0, newest[::-1])
    code, out, _ = run("search", "--log", "acme", "--limit", 3, "--json")
    assert (code, [(line["log"], line["index"]) for line in lines(out)]) == (0, newest)
    assert "acme.2 1  " in run("tail", "--log", "acme", "-n", 1)[1]
    assert len(run("tail", "--log", "acme.2", "-n", 9)[1].splitlines()) == 2
