"""The whole organisation, after thirty days in which it can be called back."""

from collections.abc import Mapping

from rempart.directory.actions.approvable import Approvable, Change
from rempart.directory.actions.close_organisation import GRACE_DAYS, begin_deletion
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Organisation


def slots(organisation: Organisation, change: Change) -> Mapping[str, str]:
    """Which one, and when."""
    return {"organisation": str(organisation), "days": str(GRACE_DAYS)}


UNIT = Approvable(
    id="delete_organisation",
    en="{organisation} is closed, and deleted with its record after {days} days",
    fr="{organisation} est fermée, puis supprimée avec son registre après {days} jours",
    zh="{organisation} 将被关闭，并在 {days} 天后连同其记录一并删除",
    asks=Permission.MANAGE_ORGANISATION,
    slots=slots,
    carry_out=begin_deletion,
)
