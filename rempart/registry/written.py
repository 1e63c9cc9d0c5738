"""Texts of a package, one file each per language (`<id>.<language>.md`), found by walking: nothing is listed by hand."""

import importlib.resources
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

LANGUAGES = ("en", "fr", "zh")
MAX_BYTES = 1024 * 1024  # of one file; who reads it has a smaller limit of its own


@dataclass(frozen=True, slots=True)
class Written:
    """One file as it lies there."""

    id: str
    language: str
    data: bytes


class BadName(Exception):
    """A file of a folder of texts that is no text; says which."""


def written(package: str) -> Iterator[Written]:
    """All of a package by id, then by language. Raises BadName for a file that is called otherwise."""
    yield from of_folder(importlib.resources.files(package), None)


def of_folder(folder: Traversable, most: int | None) -> Iterator[Written]:
    """The same of any folder, at most so many files. Raises BadName."""
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".md")), key=lambda one: one.name)
    if most is not None and len(files) > most:
        raise BadName(f"{len(files)} files; {most} are the limit")
    for file in files:
        name, _, rest = file.name.removesuffix(".md").partition(".")
        if rest not in LANGUAGES:
            raise BadName(f"{file.name}: a text is called id.language.md, the language one of {', '.join(LANGUAGES)}")
        with file.open("rb") as held:
            yield Written(name, rest, held.read(MAX_BYTES))
