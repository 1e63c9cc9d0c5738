"""The weaknesses that can be planted on the fixture and removed again, gathered from their modules by name."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dev.wordpress.site import Site

MODULES = ("users", "files", "doors", "versions", "components", "filtering")


@dataclass(frozen=True, slots=True)
class Weakness:
    """`plant` makes it exist, `remove` makes it go; both may be called in any state."""

    id: str
    what: str
    plant: "Callable[[Site], None]"
    remove: "Callable[[Site], None]"


def closed_by(name: str, what: str, code: str) -> Weakness:
    """A weakness of stock WordPress that a small must-use plug-in closes."""
    return Weakness(name, what, lambda site: site.must_use(name, None), lambda site: site.must_use(name, code))


def opened_by(name: str, what: str, code: str) -> Weakness:
    """A weakness that a small must-use plug-in brings."""
    return Weakness(name, what, lambda site: site.must_use(name, code), lambda site: site.must_use(name, None))


def left_behind(name: str, what: str, path: str, text: str | bytes) -> Weakness:
    """A file that should not be there."""
    return Weakness(name, what, lambda site: site.write(path, text), lambda site: site.delete(path))


def switched(name: str, what: str, key: str, on: bool | str, off: bool | str) -> Weakness:
    """Something the web server does."""
    return Weakness(name, what, lambda site: site.switch(**{key: on}), lambda site: site.switch(**{key: off}))


def option(name: str, what: str, key: str, on: str, off: str) -> Weakness:
    """A WordPress option."""

    def set_to(value: str) -> "Callable[[Site], None]":
        return lambda site: (site.php(f"update_option('{key}', '{value}');"), None)[1]

    return Weakness(name, what, set_to(on), set_to(off))


def _gather() -> dict[str, Weakness]:
    found: dict[str, Weakness] = {}
    for module in MODULES:
        for value in vars(importlib.import_module(f"dev.wordpress.weaknesses.{module}")).values():
            if isinstance(value, Weakness):
                found[value.id] = value
    return found


class _Weaknesses(dict[str, Weakness]):
    """Filled on first use, since the modules import this one."""

    def __missing__(self, name: str) -> Weakness:
        raise KeyError(f"no weakness {name!r}; there are: {', '.join(sorted(self))}")


WEAKNESSES: dict[str, Weakness] = _Weaknesses()


def load() -> None:
    """Fill WEAKNESSES; dev.wordpress.site does it once."""
    WEAKNESSES.update(_gather())
