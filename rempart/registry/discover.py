"""Units and parts are found by walking packages and folders: nothing is listed by hand, nothing can be forgotten."""

import importlib
import importlib.resources
import pkgutil
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")


class BadUnit(Exception):
    """Files in a unit folder that are no whole units; the message names all of them at once."""


def discover(package: str, form: type[T]) -> dict[str, T]:
    """Units of `form` by id, sorted; each module of the package must hold one named UNIT. Raises BadUnit."""
    found, wrong = _walk(package)
    for name, unit in list(found.items()):
        if not isinstance(unit, form):
            wrong.append(f"{package}.{name}: no UNIT of the form {form.__name__}")
        elif getattr(unit, "id", None) != name:
            wrong.append(f"{package}.{name}: id {getattr(unit, 'id', None)!r} is not the file name")
    if wrong:
        raise BadUnit("\n".join(wrong))
    if not found:
        raise BadUnit(f"{package}: no unit found; was the folder left out of the installed package?")
    return dict(found)


@lru_cache
def _walk_cached(package: str) -> tuple[tuple[tuple[str, Any], ...], tuple[str, ...]]:
    found: list[tuple[str, Any]] = []
    wrong: list[str] = []
    folder = importlib.import_module(package).__path__
    for info in sorted(pkgutil.iter_modules(folder), key=lambda module: module.name):
        name = f"{package}.{info.name}"
        if info.ispkg:
            wrong.append(f"{name}: a folder; a unit is a single file")
            continue
        try:
            module = importlib.import_module(name)
        except Exception as broken:  # noqa: BLE001 - every bad file is reported at once, whatever it raises
            wrong.append(f"{name}: does not import ({type(broken).__name__}: {broken})")
            continue
        found.append((info.name, getattr(module, "UNIT", None)))
    return tuple(found), tuple(wrong)


def _walk(package: str) -> tuple[dict[str, Any], list[str]]:
    found, wrong = _walk_cached(package)
    return dict(found), list(wrong)


def parts(root: str, suffix: str) -> list[str]:
    """Modules `root.<area>.<suffix>` that exist, not imported; `suffix` like 'store.apps' or 'web.urls'."""
    *folders, file = suffix.split(".")
    base = importlib.resources.files(root)
    return [
        f"{root}.{area.name}.{suffix}"
        for area in sorted(base.iterdir(), key=lambda entry: entry.name)
        if area.is_dir() and area.joinpath(*folders, f"{file}.py").is_file()
    ]


def across_areas(root: str, folder: str, form: type[T]) -> dict[str, T]:
    """Units of `form` of every area that has that folder (`duties`), by id. Raises BadUnit, also on an id used twice."""
    found: dict[str, T] = {}
    for module in parts(root, f"{folder}.__init__"):
        package = module.removesuffix(".__init__")
        for name, unit in discover(package, form).items():
            if found.setdefault(name, unit) is not unit:
                raise BadUnit(f"{package}.{name}: another area has a unit of that id")
    return dict(sorted(found.items()))
