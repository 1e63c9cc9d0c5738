"""Holiday cover that is set or running."""

from collections.abc import Iterator

from rempart.directory.actions.action import Record, now_ms
from rempart.directory.actions.delegate import close
from rempart.directory.actions.reviewable import Found, Reviewable
from rempart.directory.core.roles import GRANTS, Permission, Role
from rempart.directory.store.models import Membership, Organisation
from rempart.directory.store.rights import Delegation


def find(organisation: Organisation) -> Iterator[Found]:
    """Those that have not ended."""
    rows = Delegation.objects.filter(organisation=organisation, ended_at_ms=None, until_ms__gt=now_ms())
    for row in rows.select_related("taker").order_by("pk"):
        yield Found(row.taker, row.uid)


def holds(organisation: Organisation, ref: str) -> frozenset[Permission] | None:
    """What the giver's role holds."""
    row = Delegation.objects.filter(organisation=organisation, uid=ref, ended_at_ms=None).first()
    giver = Membership.objects.filter(organisation=organisation, account=row.giver_id).first() if row else None
    return GRANTS[Role(giver.role)] if giver else None


def revoke(record: Record, ref: str) -> None:
    """Ends the cover."""
    named = Delegation.objects.filter(organisation=record.organisation, uid=ref)
    close(record, named.select_related("taker", "giver").get(), "revoked")


UNIT = Reviewable("delegation", "Holiday cover", "Remplacement", "代理", find, holds, revoke)
