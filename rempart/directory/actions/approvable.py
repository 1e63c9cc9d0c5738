"""The form of what can be approved; one unit each in `<area>/approvable/<id>.py`, found by walking the folders."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rempart.directory.actions.action import Record
from rempart.directory.core.approval import NotApprovable
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Organisation
from rempart.directory.store.rights import Approval
from rempart.registry.discover import across_areas

Change = Mapping[str, Any]


def _anything(organisation: Organisation, change: Change, decides: frozenset[Permission]) -> None:
    """No further condition."""


@dataclass(frozen=True, slots=True)
class Approvable:
    """`en`, `fr`, `zh` say what exactly will change, with {slots} that `slots` fills for whoever decides.

    `asks` = the right to ask for it (None: any member); `approves` = the approver's, for the whole organisation.
    `check` raises PermissionDenied where the approver may not give this away. `carry_out` runs with the yes, in its
    transaction; without one the requester does it later, through `approved_action`.
    """

    id: str
    en: str
    fr: str
    zh: str
    asks: Permission | None
    slots: Callable[[Organisation, Change], Mapping[str, str]]
    approves: Permission = Permission.GRANT_PRIVILEGE
    check: Callable[[Organisation, Change, frozenset[Permission]], None] = _anything
    carry_out: Callable[[Record, Approval, Change], None] | None = None
    may_be_self: bool = False


def approvable(what: str) -> Approvable:
    """The unit of that id. Raises NotApprovable("unknown")."""
    found = across_areas("rempart", "approvable", Approvable).get(what)
    if found is None:
        raise NotApprovable("unknown")
    return found
