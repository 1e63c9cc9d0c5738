"""Seal a secret for emergencies: two owners or officers together."""

from collections.abc import Mapping

from rempart.directory.actions.approvable import Approvable, Change
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Organisation


def slots(organisation: Organisation, change: Change) -> Mapping[str, str]:
    """Nothing further to say: which envelope becomes void stands in the change."""
    return {}


UNIT = Approvable(
    id="seal_break_glass",
    en="A new secret for emergencies is sealed: whoever holds the paper has every right for an hour. The one before is void",
    fr="Un nouveau secret d’urgence est scellé : qui tient le papier a tous les droits pendant une heure. Le précédent est nul",
    zh="封存新的应急密钥：持有纸张者在一小时内拥有全部权限。之前的作废",
    asks=Permission.GRANT_PRIVILEGE,
    slots=slots,
)
