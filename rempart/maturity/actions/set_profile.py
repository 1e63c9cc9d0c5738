"""Record what the business is; the needed level follows from it."""

from rempart.directory.actions.action import action, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import maturity as events
from rempart.facts.profile import Profile
from rempart.maturity.actions.record_claims import claim
from rempart.terms.evidence import EvidenceClass
from rempart.terms.scope import Subject


def set_profile(actor: Account | None, site: Site, profile: Profile) -> None:
    """`actor` None = the command line's own user."""
    organisation, subject = site.organisation, Subject("site", site.uid)
    source = "command-line" if actor is None else f"account:{actor.uid}"
    opened = system_action(organisation) if actor is None else action(actor, organisation, Permission.DESCRIBE, site)
    with opened as record:
        record.event(events.PROFILE_CHANGED, subject, {"kind_of_site": profile.kind_of_site})
        claim(record, subject, [profile], evidence=EvidenceClass.STATED, source=source)
