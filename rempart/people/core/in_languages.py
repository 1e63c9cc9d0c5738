"""A short text in three languages, as the data files of programmes, tips and strips hold it."""

import importlib.resources
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from rempart.registry.written import LANGUAGES

MAX_BYTES = 64 * 1024  # of one data file; the longest has some 8 KB
Spoken = Mapping[str, str]


class BadData(ValueError):
    """A data file that cannot be used; says which, and why."""


def said(text: Spoken, language: str) -> str:
    """In that language (a tag such as `zh-hans` will do), English where there is none."""
    return text.get((language or "en")[:2]) or text["en"]


def spoken(value: Any, where: str) -> dict[str, str]:
    """Exactly the three languages, none empty. Raises BadData."""
    if not isinstance(value, dict) or set(value) != set(LANGUAGES):
        raise BadData(f"{where}: wants {', '.join(LANGUAGES)}")
    if not all(isinstance(one, str) and one.strip() for one in value.values()):
        raise BadData(f"{where}: a language is empty")
    return dict(value)


def tables(package: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every `<id>.toml` of a package, by id. Raises BadData."""
    files = (one for one in importlib.resources.files(package).iterdir() if one.name.endswith(".toml"))
    for file in sorted(files, key=lambda one: one.name):
        with file.open("rb") as held:
            data = held.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise BadData(f"{file.name}: longer than {MAX_BYTES} bytes")
        try:
            yield file.name.removesuffix(".toml"), tomllib.loads(data.decode())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as bad:
            raise BadData(f"{file.name}: {bad}") from bad
