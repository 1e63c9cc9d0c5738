"""Colours for drawings that travel without the style sheet, read from it: each token stands in one place only."""

import importlib.resources
import re
from functools import lru_cache

_TOKEN = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
_STONES = re.compile(r"/\* drawing: begin.*?\*/(.*?)/\* drawing: end \*/", re.DOTALL)
_VARIABLE = re.compile(r"var\(--([a-z0-9-]+)\)")


@lru_cache(maxsize=1)
def _sheet() -> str:
    return importlib.resources.files("rempart.design").joinpath("static/design/rempart.css").read_text("utf-8")


@lru_cache(maxsize=1)
def _tokens() -> dict[str, tuple[str, str]]:
    return {name: (light, dark) for name, light, dark in _TOKEN.findall(_sheet())}


def colour(token: str, *, dark: bool = False) -> str:
    """The value of a colour token. Raises KeyError for a name that the style sheet does not define."""
    return _tokens()[token][dark]


@lru_cache(maxsize=2)
def drawing_styles(*, dark: bool = False) -> str:
    """The rules of the drawings with their colours filled in, for a file of its own or a printed report."""
    found = _STONES.search(_sheet())
    rules = found.group(1).strip() if found else ""
    return _VARIABLE.sub(lambda match: _resolved(match.group(1), dark), rules)


def _resolved(name: str, dark: bool) -> str:
    return "sans-serif" if name == "sans" else colour(name, dark=dark)
