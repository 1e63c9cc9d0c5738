"""Texts of a package, one file each per language (`<id>.<language>.md`), found by walking: nothing is listed by hand."""

import importlib.resources
from collections.abc import Iterator
from dataclasses import dataclass

LANGUAGES = ("en", "fr", "zh")


@dataclass(frozen=True, slots=True)
class Written:
    """One file as it lies there."""

    id: str
    language: str
    data: bytes


class BadName(Exception):
    """A file of a folder of texts that is no text; says which."""


def written(package: str) -> Iterator[Written]:
    """All of them by id, then by language. Raises BadName for a file that is called otherwise."""
    for file in sorted(importlib.resources.files(package).iterdir(), key=lambda one: one.name):
        if not file.name.endswith(".md"):
            continue
        name, _, rest = file.name.removesuffix(".md").partition(".")
        if rest not in LANGUAGES:
            raise BadName(
                f"{package}/{file.name}: a text is called id.language.md, the language {', '.join(LANGUAGES)}"
            )
        yield Written(name, rest, file.read_bytes())
