"""The texts of a unit in French and Chinese, from the TOML files beside it, bound to the English they translate."""

import hashlib
import importlib.resources
import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

LANGUAGES = ("fr", "zh")  # English stands in the unit itself
STAMP = "english"  # the TOML key that holds the digest of the English texts a translation was made from


class BadTexts(Exception):
    """A translation is missing, incomplete, or older than its English."""


def english(unit: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """The translatable fields of a unit, as plain lists, texts and tables."""
    if not is_dataclass(unit):
        raise TypeError(f"{unit!r} is no unit")
    known = {field.name for field in fields(unit)}
    return {name: _plain(getattr(unit, name)) for name in names if name in known}


def digest(texts: Mapping[str, Any]) -> str:
    """Twelve hexadecimal digits over the English texts; they change when any word does."""
    return hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()[:12]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: str(text) for key, text in value.items()}
    return list(value) if isinstance(value, tuple) else str(value)


@lru_cache(maxsize=1024)
def translation(package: str, unit_id: str, language: str) -> dict[str, Any]:
    """The TOML beside the unit. Raises BadTexts when there is none or it cannot be read."""
    file = importlib.resources.files(package).joinpath(f"{unit_id}.{language}.toml")
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (FileNotFoundError, tomllib.TOMLDecodeError) as bad:
        raise BadTexts(f"{package}/{unit_id}.{language}.toml: {bad}") from bad


def faults(package: str, unit: Any, names: tuple[str, ...]) -> list[str]:
    """What is wrong with the translations of one unit, each fault with its file; empty when they are whole."""
    source = english(unit, names)
    wrong: list[str] = []
    for language in LANGUAGES:
        where = f"{package}/{unit.id}.{language}.toml"
        try:
            texts = translation(package, unit.id, language)
        except BadTexts as bad:
            wrong.append(str(bad))
            continue
        if texts.get(STAMP) != digest(source):
            wrong.append(f"{where}: translates an older English text; translate again, then stamp {digest(source)}")
        wrong += [
            f"{where}: {name}: {why}" for name, text in source.items() if (why := _mismatch(text, texts.get(name)))
        ]
    return wrong


def _mismatch(source: Any, target: Any) -> str:
    if source in ("", [], {}):
        return ""
    if isinstance(source, dict):
        if not isinstance(target, dict) or set(source) != set(target):
            return f"keys must be {sorted(source)}"
        return next((why for key in source if (why := _mismatch(source[key], target[key]))), "")
    if isinstance(source, list):
        return "" if isinstance(target, list) and len(target) == len(source) else f"needs {len(source)} items"
    if not isinstance(target, str) or not target.strip():
        return "is missing"
    missing = _slots(source) - _slots(target)
    return f"lacks {sorted(missing)}" if missing else ""


def _slots(text: str) -> set[str]:
    return {part.split("}")[0] for part in text.split("{")[1:] if "}" in part}


def localised(package: str, unit: Any, language: str, name: str) -> Any:
    """One text field of a unit in `language` (en, fr, zh); English where the unit holds it."""
    if language == "en":
        return _plain(getattr(unit, name))
    return translation(package, unit.id, language).get(name, _plain(getattr(unit, name)))
