"""A role or a permission for some hours, for whoever asks."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.approvable import Approvable, Change
from rempart.directory.actions.lend_privilege import begin, wanted
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation


def check(organisation: Organisation, change: Change, decides: frozenset[Permission]) -> None:
    """Nobody lends more than they hold themselves."""
    if not wanted(change) or not wanted(change) <= decides:
        raise PermissionDenied("more than the approver holds")


def slots(organisation: Organisation, change: Change) -> Mapping[str, str]:
    """Who, what, how long."""
    account = Account.objects.get(uid=change["account"])
    return {"account": str(account), "right": change["role"] or change["permission"], "hours": str(change["hours"])}


UNIT = Approvable(
    id="privilege",
    en="{account} may use “{right}” for {hours} hours, from your yes on",
    fr="{account} peut utiliser « {right} » pendant {hours} heures, dès votre accord",
    zh="自您同意起，{account} 可在 {hours} 小时内使用“{right}”",
    asks=None,
    slots=slots,
    check=check,
    carry_out=begin,
    may_be_self=True,
)
