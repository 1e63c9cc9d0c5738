"""The wall in a terminal: as many stones as the document has, no colour in a pipe, nothing obeyed that a site says."""

import io
from typing import Any

from rich.console import Console

from rempart.cli import terminal_wall


def stone(level: int, state: str, **more: Any) -> dict[str, Any]:
    """One mandatory control."""
    fixed = {"id": f"c{level}_{state}", "dimension": "wall", "mandatory": True, "class": None, "reason": "because"}
    return {**fixed, "level": level, "state": state, **more}


def document(*controls: dict[str, Any], **more: Any) -> dict[str, Any]:
    """As much of the document as is drawn."""
    standing = {"proven": 1, "unrefuted": 2, "claimed": 3, "needed": None}
    made = {
        "target": "https://a.example", "lab": False, "level": {"wall": standing, "watch": {**standing, "proven": 0}},
        "controls": list(controls), "next": {"now": [], "guide": []},
    }  # fmt: skip
    return {**made, **more}


def shown(found: dict[str, Any], **console: Any) -> str:
    """What a person sees."""
    out = io.StringIO()
    terminal_wall.show(found, Console(file=out, width=100, highlight=False, **console))
    return out.getvalue()


def test_a_sign_for_every_state() -> None:
    text = shown(document(*[stone(1, state) for state in terminal_wall.SIGNS if state != "claimed"]))
    course = next(line for line in text.splitlines() if line.startswith("  1 Basic"))
    assert all(sign in course for key, (sign, _, _) in terminal_wall.SIGNS.items() if key != "claimed")
    assert "2 of 8" in course  # met, and does not apply
    assert "← proven" in course


def test_a_claim_is_drawn_as_one() -> None:
    text = shown(document(stone(1, "unknown", **{"class": "stated"})))
    assert "▒" in text
    assert "only claimed" in text


def test_needed_and_lab() -> None:
    found = document(stone(2, "met"), lab=True)
    found["level"]["wall"] = {**found["level"]["wall"], "needed": 2}
    text = shown(found)
    assert "[LAB" in text
    assert "⚑ needed" in text
    assert "Needed: wall 2." in text


def test_what_to_do_next() -> None:
    controls = [stone(1, "not_met"), stone(2, "unknown"), stone(3, "met"), stone(4, "error")]
    guide = [{"control": one["id"]} for one in controls]
    text = shown(document(*controls, next={"now": [{"control": "x", "reason": "no backup"}], "guide": guide}))
    assert "Now: x: no backup" in text
    assert text.count("  - c") == 3


def test_a_pipe_gets_no_colours_and_words_of_a_site_are_only_words() -> None:
    found = document(stone(1, "not_met", reason="[bold red]\x1b[31mgotcha[/] [link=file:///etc/passwd]x[/link]"))
    found["next"]["guide"] = [{"control": "c1_not_met"}]
    found["target"] = "https://[red]a.example"
    text = shown(found)
    assert "\x1b" not in text
    assert "[bold red]" in text
    assert "https://[red]a.example" in text
    assert "\x1b[31mgotcha" not in shown(found, force_terminal=True)
