"""Show the proof page and the badge of a site to everybody, or stop doing so; only the owner's side decides."""

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import maturity as events
from rempart.maturity.store.models import LevelRow, PublishedProof
from rempart.terms.scope import Subject


def publish_proof(actor: Account, site: Site) -> PublishedProof:
    """Raises ValueError for a site that was never measured, or only in the laboratory.

    A loopback run shows nothing of a site that strangers can reach: publishing it would mislead them.
    """
    row = LevelRow.objects.filter(site=site).first()
    if row is None:
        raise ValueError("Measure the site first; there is nothing to publish yet")
    if row.document["lab"]:
        raise ValueError("A laboratory run cannot be published: nobody outside could see what it saw")
    with action(actor, site.organisation, Permission.PUBLISH, site) as record:
        published = _set(actor, site, is_public=True)
        record.event(events.PROOF_PUBLISHED, Subject("site", site.uid), {"proof": published.uid})
    return published


def withdraw_proof(actor: Account, site: Site) -> None:
    """From now on the public addresses answer "not found"; publishing again brings the same addresses back."""
    with action(actor, site.organisation, Permission.PUBLISH, site) as record:
        published = _set(actor, site, is_public=False)
        record.event(events.PROOF_WITHDRAWN, Subject("site", site.uid), {"proof": published.uid})


def _set(actor: Account, site: Site, *, is_public: bool) -> PublishedProof:
    values = {"is_public": is_public, "changed_by": actor, "changed_at_ms": now_ms()}
    created = {**values, "organisation": site.organisation}
    return PublishedProof.objects.update_or_create(site=site, defaults=values, create_defaults=created)[0]
