"""The whole organisation, after thirty days in which it can be called back."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.approvable import Approvable, Change
from rempart.directory.actions.close_organisation import GRACE_DAYS, CannotClose, begin_deletion, check_deletable
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Organisation


def slots(organisation: Organisation, change: Change) -> Mapping[str, str]:
    """Which one, and when."""
    return {"organisation": str(organisation), "days": str(GRACE_DAYS)}


def check(organisation: Organisation, change: Change, decides: frozenset[Permission]) -> None:
    """A hold may have come since it was asked for."""
    try:
        check_deletable(organisation, now_ms())
    except CannotClose as refused:
        raise PermissionDenied(refused.code) from refused


UNIT = Approvable(
    id="delete_organisation",
    en="{organisation} is closed, and deleted with its record after {days} days",
    fr="{organisation} est fermée, puis supprimée avec son registre après {days} jours",
    zh="{organisation} 将被关闭，并在 {days} 天后连同其记录一并删除",
    asks=Permission.MANAGE_ORGANISATION,
    slots=slots,
    check=check,
    carry_out=begin_deletion,
)
