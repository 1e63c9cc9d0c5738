"""Place, streams and exits that hold for every command."""

import stat
from pathlib import Path

import pytest

from rempart import __version__
from rempart.cli.main import parser
from tests.contracts.stranger import ROOT, VERIFY, Said, Stranger

pytestmark = pytest.mark.slow
LATER = {"guard", "scan", "inventory"}


def test_the_data_folder_is_named_and_tight(resident: Stranger, assessed: Said) -> None:
    assert stat.S_IMODE(resident.data.stat().st_mode) == 0o700
    for file in (resident.data / "rempart.sqlite3", *(resident.data / "keys").iterdir()):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_a_folder_that_stood_open_before_keeps_its_contents_private(tmp_path: Path) -> None:
    open_one = Stranger(tmp_path / "open")
    open_one.data.mkdir(mode=0o755)
    open_one.run("assess", "http://127.0.0.1:9", "--json")
    assert stat.S_IMODE((open_one.data / "rempart.sqlite3").stat().st_mode) == 0o600
    said = open_one.run("doctor", "--json")
    assert said.code == 1
    (folder,) = [check for check in said.document["checks"] if check["id"] == "data_folder"]
    assert (folder["state"], "chmod 700" in folder["fix"]) == ("failed", True)


@pytest.mark.parametrize("words", [("assess", "a.example"), ("up",), ("link",), ("doctor",), ("ledger", "verify")])
def test_a_folder_that_cannot_be_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("in the way")
    said = Stranger(tmp_path / "file" / "data").run(*words)
    assert (said.code, said.out) == (2, "")
    assert "REMPART_DATA" in said.err


def test_without_a_named_folder_the_platform_says(tmp_path: Path) -> None:
    stranger = Stranger(tmp_path)
    said = stranger.run(
        "tools", "list", "--json", REMPART_DATA="", HOME=str(tmp_path), XDG_DATA_HOME=str(tmp_path / "x")
    )
    assert said.code == 0
    assert (tmp_path / "x" / "rempart").is_dir()


def test_doctor(resident: Stranger, assessed: Said) -> None:
    said = resident.run("doctor", "--json")
    assert (said.code, said.err) == (0, "")
    assert set(said.document) == {"checks"}
    for check in said.document["checks"]:
        assert set(check) == {"id", "state", "reason", "fix"}
        assert check["state"] in ("ok", "advice", "unknown")
        assert check["reason"]
        assert (check["fix"] is None) == (check["state"] == "ok")
    assert {"data_folder", "database", "ledger"} <= {c["id"] for c in said.document["checks"] if c["state"] == "ok"}
    assert "ok" in resident.run("doctor").out


def test_versions_and_help(stranger: Stranger) -> None:
    assert stranger.run("--version").out == f"rempart {__version__}\n"
    for words in ((), ("assess",), ("ledger",), ("judge",)):
        assert stranger.run(*words, "--help").code == 0
    assert stranger.run("--help", program=VERIFY).code == 0


@pytest.mark.parametrize(
    "words", [(), ("nonsense",), ("assess",), ("ledger",), ("assess", "a", "--nonsense"), ("up", "x")]
)
def test_wrong_use(stranger: Stranger, words: tuple[str, ...]) -> None:
    said = stranger.run(*words)
    assert (said.code, said.out) == (2, "")
    assert "usage: rempart" in said.err


@pytest.mark.parametrize(
    "listen", ["nonsense", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:99999", ":80", "no.such.invalid:8080"]
)
def test_nowhere_to_listen(stranger: Stranger, listen: str) -> None:
    said = stranger.run("up", "--listen", listen)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("rempart: ")


def test_a_language_changes_no_key(resident: Stranger, assessed: Said) -> None:
    english, french = (resident.run("doctor", "--json", LANG=lang, LC_ALL=lang) for lang in ("C", "fr_FR.UTF-8"))
    told = [[(check["id"], check["state"]) for check in said.document["checks"]] for said in (english, french)]
    assert told[0] == told[1]


def test_what_belongs_to_later_parts_is_marked_and_absent() -> None:
    rows = [row for row in (ROOT / "docs" / "contracts.md").read_text("utf-8").splitlines() if "`rempart " in row[:20]]
    told = {row.split("`")[1].split()[1]: "*later*" in row.split("|")[1] for row in rows}
    known = set(parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr,arg-type]
    assert {name for name, is_later in told.items() if is_later} == LATER
    assert not LATER & known
    assert {name for name, is_later in told.items() if not is_later} <= known
