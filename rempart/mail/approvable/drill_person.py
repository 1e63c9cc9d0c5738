"""The name behind one pseudonym of one drill, for whoever organises drills and says why."""

from collections.abc import Mapping

from rempart.directory.actions.approvable import Approvable, Change
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Organisation
from rempart.mail.store.drill import Campaign


def slots(organisation: Organisation, change: Change) -> Mapping[str, str]:
    """Which pseudonym, in which drill; the name itself nobody sees before the yes."""
    campaign = Campaign.objects.filter(organisation=organisation, uid=change["campaign"]).first()
    return {"alias": change["alias"], "campaign": str(campaign or change["campaign"])}


UNIT = Approvable(
    id="drill_person",
    en="The name behind “{alias}” in the drill “{campaign}” is shown to whoever asked, once",
    fr="Le nom derrière « {alias} » dans l’exercice « {campaign} » est montré, une fois, à qui l’a demandé",
    zh="向申请人显示一次演练“{campaign}”中化名“{alias}”背后的姓名",
    asks=Permission.DRILL,
    slots=slots,
)
