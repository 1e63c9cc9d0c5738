"""Where the ownership token may stand, and which lines are it."""

import pytest

from rempart.scanner.core.probes.token import holds, names

TOKEN = "abcdefgh23456789"


@pytest.mark.parametrize(
    "text",
    [TOKEN, f"{TOKEN}\r\n", f"  {TOKEN}  ", f"rempart-site={TOKEN}", f'"rempart-site={TOKEN}"', f"# ours\n{TOKEN}\n"],
)
def test_the_token(text: str) -> None:
    assert holds(text, TOKEN)


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{TOKEN}x",
        f"x{TOKEN}",
        TOKEN[:-1],
        TOKEN.upper(),
        f"<p>{TOKEN}</p>",
        f"token: {TOKEN}",
        f"rempart-site=rempart-site={TOKEN}",
        "\n" * 1_000 + TOKEN,
        "\ud800",
    ],
)
def test_not_the_token(text: str) -> None:
    assert not holds(text, TOKEN)


@pytest.mark.parametrize(
    ("host", "asked"),
    [
        ("quarry.example", ("quarry.example",)),
        ("www.quarry.example", ("www.quarry.example", "quarry.example")),
        ("shop.quarry.example", ("shop.quarry.example",)),
    ],
)
def test_whose_records_count(host: str, asked: tuple[str, ...]) -> None:
    assert names(host) == asked
