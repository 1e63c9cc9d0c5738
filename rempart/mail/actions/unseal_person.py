"""The name behind a pseudonym: asked for with a reason, approved by a second person, shown once, told by the record.

Pages know an alias that holds for one campaign alone: followed through several, who got which drill would tell the name.
"""

from rempart.directory.actions.ask_approval import ask_approval
from rempart.directory.actions.decide_approval import approved_action
from rempart.directory.store.models import Account, Person
from rempart.directory.store.rights import Approval
from rempart.events import mail_hits as events
from rempart.mail.store.drill import Campaign
from rempart.mail.store.hits import Figures
from rempart.mail.store.joining import Joiner
from rempart.mail.store.outcomes import by_pseudonym
from rempart.terms.scope import Subject

WHAT = "drill_person"


class NotThere(LookupError):
    """No such alias: never was, erased, forgotten, or the figures are not fixed yet."""


def aliases(campaign: Campaign) -> dict[str, tuple[bool, bool]]:
    """Clicked and reported by alias, without moment and team; none before the figures are fixed, none of too few."""
    kept = Figures.objects.filter(campaign=campaign).first()
    if kept is None or kept.body["too_few"]:
        return {}
    joiner = Joiner(campaign.organisation)
    found = {joiner.alias(campaign, name): one for name, one in by_pseudonym(campaign).items()}
    return {alias: (found[alias].is_clicked, found[alias].is_reported) for alias in sorted(found)}


def ask_person(actor: Account, campaign: Campaign, alias: str, reason: str) -> Approval:
    """Raises NotThere, NotApprovable, PermissionDenied."""
    if alias not in aliases(campaign):
        raise NotThere(alias)
    return ask_approval(actor, campaign.organisation, WHAT, _change(campaign, alias), reason=reason)


def unseal_person(actor: Account, campaign: Campaign, alias: str) -> Person:
    """Uses the yes up. Raises NotThere, NotApprovable("needed"), PermissionDenied."""
    joiner = Joiner(campaign.organisation)
    with approved_action(actor, campaign.organisation, WHAT, _change(campaign, alias)) as record:
        people = {joiner.alias(campaign, name): row.person for name, row in joiner.people(campaign).items()}
        if alias not in people:
            raise NotThere(alias)
        record.event(events.PERSON_UNSEALED, Subject("campaign", campaign.uid), {})
    return people[alias]


def _change(campaign: Campaign, alias: str) -> dict[str, str]:
    return {"campaign": campaign.uid, "alias": alias}
