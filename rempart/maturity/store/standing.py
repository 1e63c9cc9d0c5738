"""What the record adds to the present: accepted risks, exemptions, how many people."""

from rempart.directory.store.models import Membership, Site
from rempart.maturity.core.exemption import Exemption as CoreExemption
from rempart.maturity.core.risk import AcceptedRisk as CoreRisk
from rempart.maturity.store.models import AcceptedRisk, Exemption


def exemptions(site: Site) -> list[CoreExemption]:
    """Those that were asked for and approved; the pure rule decides which of them count."""
    rows = Exemption.objects.filter(site=site).exclude(approver=None).select_related("asked_by", "approver")
    return [
        CoreExemption(
            control=row.control,
            reason=row.reason,
            asked_by=row.asked_by.uid if row.asked_by else "",
            approver=row.approver.uid if row.approver else "",
            granted_at_ms=row.from_ms,
            expires_at_ms=row.until_ms,
        )
        for row in rows
    ]


def accepted(site: Site) -> list[CoreRisk]:
    """Risks someone lives with."""
    rows = AcceptedRisk.objects.filter(site=site, withdrawn_at_ms=None).select_related("owner")
    return [
        CoreRisk(
            subject=row.control,
            owner=row.owner.uid if row.owner else "",
            reason=row.reason,
            accepted_at_ms=int(row.created_at.timestamp() * 1000),
            expires_at_ms=row.until_ms,
        )
        for row in rows
    ]


def people(site: Site) -> int:
    """Members of the organisation; an installation without members is run by one person at a shell."""
    return max(1, Membership.objects.filter(organisation=site.organisation).count())
