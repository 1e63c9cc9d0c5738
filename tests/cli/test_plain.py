"""What a site says of itself goes to a terminal as letters: no escape sequence, no markup, no false line."""

import io

import pytest
from rich.console import Console

from rempart.cli import assessing, terminal_wall
from rempart.cli.plain import plain

HOSTILE = "text/[/bold] [link=https://evil.example]x \x1b]0;owned\x07\x1b[2J\x9b31m\rlevel 5\n\u202eproven"


def document(reason: str) -> dict[str, object]:
    level = {"proven": 0, "unrefuted": 0, "claimed": 0, "needed": None}
    return {
        "target": "https://shop.example",
        "lab": False,
        "level": {"wall": level, "watch": level},
        "controls": [
            {
                "id": "hsts",
                "reason": reason,
                "dimension": "wall",
                "level": 1,
                "mandatory": False,
                "state": "error",
                "class": None,
            }
        ],
        "next": {"now": [{"control": "hsts", "reason": reason}], "guide": [{"control": "hsts"}]},
    }


def test_a_reason_is_printed_as_it_is() -> None:
    out = io.StringIO()
    terminal_wall.show(document(HOSTILE), Console(file=out, force_terminal=True, color_system=None, width=400))
    said = out.getvalue()
    assert said.count("text/[/bold] [link=https://evil.example]x") == 2
    for sign in ("\x1b]", "\x1b[2J", "\x9b", "\x07", "\r", "\u202e"):
        assert sign not in said
    assert not any(line.startswith("level 5") for line in said.splitlines())


def test_a_notice_too(capsys: pytest.CaptureFixture[str]) -> None:
    assessing.note(f"rempart: {HOSTILE}")
    said = capsys.readouterr().err
    assert said.isprintable() or said.rstrip("\n").isprintable()


@pytest.mark.parametrize("text", ["déjà vu : 3 €", "需要 3 级", "a\u202fb", "🧱"])
def test_people_s_letters_stay(text: str) -> None:
    assert plain(text) == text
