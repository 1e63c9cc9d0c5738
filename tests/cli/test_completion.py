"""Completion scripts: made from the parser, and a real bash completes with them."""

import subprocess
from argparse import ArgumentParser
from pathlib import Path

import pytest

from rempart.cli import completion
from rempart.cli.main import main, parser

TRY = """
source "$1"; shift; cd "$1"; shift
COMP_WORDS=(rempart "$@"); COMP_CWORD=$#; COMPREPLY=(); _rempart; printf '%s\\n' "${COMPREPLY[@]}"
"""


def completed(tmp_path: Path, *words: str) -> set[str]:
    """What bash offers for the last word."""
    file = tmp_path / "completion.bash"
    file.write_text(completion.script("bash", parser()))
    (tmp_path / "profile.toml").touch()
    done = subprocess.run(
        ["bash", "-u", "-c", TRY, "bash", str(file), str(tmp_path), *words], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("as",), {"assess"}),
        (("ledger", "ver"), {"verify"}),
        (("ledger", "verify", "--w"), {"--witness"}),
        (("assess", "https://a.example", "--allow"), {"--allow-private"}),
        (("assess", "--profile", "prof"), {"profile.toml"}),
        (("completion", ""), {"bash", "zsh", "fish"}),
        (("nonsense", "as"), {"assess"}),
        (("doctor", "prof"), set()),
    ],
)
def test_bash(tmp_path: Path, words: tuple[str, ...], offered: set[str]) -> None:
    assert completed(tmp_path, *words) == offered


def test_every_command_is_offered(tmp_path: Path) -> None:
    known = next(completion.nodes(parser())).words
    assert set(known) == completed(tmp_path, "")
    assert {"assess", "completion", "doctor", "judge", "ledger", "link", "tools", "up"} <= set(known)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_command_prints_it(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    said = capsys.readouterr().out
    assert all(word in said for word in ("assess", "exchange", "allow-private", "witness"))


def test_a_word_that_would_need_quotes_is_refused() -> None:
    odd = ArgumentParser()
    odd.add_argument("what", choices=("$(reboot)",))
    with pytest.raises(ValueError, match="quotes"):
        completion.script("bash", odd)
