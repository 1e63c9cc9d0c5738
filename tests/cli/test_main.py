"""The entry point: which words there are, and how every failure becomes a sentence and a code."""

import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from rempart.cli import main as entry
from rempart.cli.command import Command, UsageFault
from rempart.cli.commands import up

ROOT = Path(__file__).resolve().parents[2]


def test_assess_words() -> None:
    chosen = entry.parser().parse_args(["assess", "a.example", "--profile", "p", "--require-level", "3", "--json"])
    assert (chosen.address, chosen.profile, chosen.require_level, chosen.json) == ("a.example", Path("p"), 3, True)
    assert (chosen.allow_private, chosen.active, chosen.progress, chosen.answers, chosen.ca) == (
        False, False, False, None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"), [("127.0.0.1:80", ("127.0.0.1", 80)), ("[::1]:8734", ("::1", 8734)), ("a.example:65535", ("a.example", 65535))]
)  # fmt: skip
def test_where_to_listen(text: str, found: tuple[str, int]) -> None:
    assert up.address(text) == found


@pytest.mark.parametrize("text", ["", ":", "80", "a:", ":80", "a:b", "a:-1", "a:65536", "a:０８", "a:²"])
def test_nowhere_to_listen(text: str) -> None:
    with pytest.raises(UsageFault, match="no address to listen on"):
        up.address(text)


def _with(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    def run(chosen: Namespace) -> int:
        raise fault

    command = Command("fail", "fails", lambda parser: None, run)
    monkeypatch.setattr(entry, "discover", lambda package, kind: {"fail": command})


@pytest.mark.parametrize(
    ("fault", "code", "told"),
    [
        (UsageFault("No.", "Yes."), 2, "rempart: No. Yes."),
        (KeyboardInterrupt(), 130, "rempart: interrupted"),
        (ZeroDivisionError("oh"), 2, "this should not happen (ZeroDivisionError: oh)"),
        (OSError(28, "No space left on device"), 2, "No space left on device"),
    ],
)
def test_failures(
    fault: BaseException, code: int, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _with(monkeypatch, fault)
    assert entry.main(["fail"]) == code
    said = capsys.readouterr()
    assert told in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_who_wants_to_see_more_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    _with(monkeypatch, ZeroDivisionError("oh"))
    monkeypatch.setenv("REMPART_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        entry.main(["fail"])


@pytest.mark.parametrize("words", [("completion", "bash"), ("--help",), ("judge", "exchange", "--json")])
def test_a_reader_that_leaves_early(words: tuple[str, ...]) -> None:
    """The other end of the pipe is closed before anything is written."""
    with subprocess.Popen(
        [sys.executable, "-m", "rempart", *words],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        running.stdin.write(b'{"id": 1, "http": null, "https": null, "redirects": []}\n' * 500)
        running.stdin.close()
        said = running.stderr.read()
    assert said == b""
    assert running.returncode == 0
