"""The form of what gives access and is reviewed; one unit each in `<area>/reviewable/<id>.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rempart.directory.actions.action import Record
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.registry.discover import across_areas


@dataclass(frozen=True, slots=True)
class Found:
    """One row that gives `account` access; days since 1970 UTC, None = never or not known."""

    account: Account
    ref: str
    last_used_day: int | None = None
    unused: tuple[str, ...] = ()
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Reviewable:
    """`find` lists what is there now. `holds` answers what the row gives, None when it is gone. `revoke` takes it
    away in the open action. `title_*` name the kind of thing."""

    id: str
    title_en: str
    title_fr: str
    title_zh: str
    find: Callable[[Organisation], Iterable[Found]]
    holds: Callable[[Organisation, str], frozenset[Permission] | None]
    revoke: Callable[[Record, str], None]


def reviewables() -> dict[str, Reviewable]:
    """All of them, of every area."""
    return across_areas("rempart", "reviewable", Reviewable)
