"""Record what was said of the kind of hosting (CMPR-01..07, SELF-02)."""

from collections.abc import Sequence

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.facts.hosting_kind import HostingKind
from rempart.maturity.actions.record_claims import claim
from rempart.terms.evidence import EvidenceClass
from rempart.terms.scope import Subject


def tell_hosting_kind(actor: Account, site: Site, answers: Sequence[HostingKind]) -> None:
    """Only what changed should be passed; each answer is one entry. Raises ValueError when there is none."""
    if not answers:
        raise ValueError("No answer was changed; choose one and save again")
    with action(actor, site.organisation, Permission.CLAIM, site) as record:
        claim(
            record,
            Subject("site", site.uid),
            answers,
            evidence=EvidenceClass.STATED,
            source=f"account:{actor.uid}",
        )
