"""The templates that ship, read once and held."""

import importlib.resources
import tomllib
from collections.abc import Mapping
from functools import lru_cache

from rempart.mail.core.drill.template import LANGUAGES, BadTemplate, Template, read

FOLDER = "rempart.mail.drills"


class Unready(Exception):
    """Templates that cannot be read; says which files, and why."""


@lru_cache
def templates() -> Mapping[str, Template]:
    """By id (file name) in their order. Raises Unready."""
    found: dict[str, Template] = {}
    wrong: list[str] = []
    for file in importlib.resources.files(FOLDER).iterdir():
        if not file.name.endswith(".toml"):
            continue
        try:
            found[file.name.removesuffix(".toml")] = read(tomllib.loads(file.read_text(encoding="utf-8")))
        except (BadTemplate, tomllib.TOMLDecodeError) as bad:
            wrong.append(f"{file.name}: {bad}")
    wrong += [f"{name}: not in every language" for name, one in found.items() if set(one.words) != set(LANGUAGES)]
    if wrong or not found:
        raise Unready("\n".join(wrong) or "none found")
    return dict(sorted(found.items(), key=lambda item: item[1].order))
