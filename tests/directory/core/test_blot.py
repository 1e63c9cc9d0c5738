"""A name leaves a text, and nothing else does."""

import pytest

from rempart.directory.core.blot import blot, telling


@pytest.mark.parametrize(
    ("name", "email", "expected"),
    [
        ("Zoé Canari", "zoe@firm.example", ["zoe@firm.example", "Zoé Canari"]),
        ("Will", "", []),
        ("王小明", "", ["王小明"]),
        ("", "left.invalid", []),
    ],
)
def test_what_names_one_person(name: str, email: str, expected: list[str]) -> None:
    assert telling(name, email) == expected


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("As Zoé Canari wished", "As … wished"),
        ("ZOÉ  canari, zoe canari", "…, zoe canari"),
        ("Zoé Canarias stays", "Zoé Canarias stays"),
        ("write to ZOE@firm.example.", "write to …."),
        ("xzoe@firm.example", "xzoe@firm.example"),
        ("由王小明批准", "由…批准"),
        ("", ""),
    ],
)
def test_only_that_goes(text: str, left: str) -> None:
    assert blot(text, ["Zoé Canari", "zoe@firm.example", "王小明"]) == left
