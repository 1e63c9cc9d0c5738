"""What the record adds to the present: earlier verdicts and levels, accepted risks, exemptions, how many people."""

from rempart.directory.store.models import Membership, Site
from rempart.maturity.core.exemption import Exemption as CoreExemption
from rempart.maturity.core.level import Cause, Fallen, Past
from rempart.maturity.core.risk import AcceptedRisk as CoreRisk
from rempart.maturity.store.models import AcceptedRisk, ChangeRow, Exemption
from rempart.terms.level import Dimension
from rempart.terms.state import State


def past(site: Site) -> dict[Dimension, Past]:
    """Since when the present levels stand, what stood before, and why it was lost."""
    return {dimension: _past(site, dimension) for dimension in Dimension}


def _past(site: Site, dimension: Dimension) -> Past:
    rows = list(ChangeRow.objects.filter(site=site, what=f"level.{dimension.value}").order_by("at_ms", "pk"))
    if not rows:
        return Past()
    now = int(rows[-1].after)
    higher = [row for row in rows if int(row.before or 0) > now and int(row.after) < int(row.before or 0)]
    last = higher[-1] if higher else None
    cause = None
    if last is not None and last.say:
        cause = Cause(last.values.get("control", ""), State(last.values.get("state", "unknown")), last.say, last.values)
    return Past(
        proven=now,
        since_ms=rows[-1].at_ms,
        last=Fallen(int(last.before), last.at_ms) if last is not None else None,
        lost_because=cause,
    )


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
