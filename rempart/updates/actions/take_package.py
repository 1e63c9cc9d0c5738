"""An archive comes in, from a person's hands or an address, is judged, and kept until it was tried."""

from contextlib import AbstractContextManager

from rempart.directory.actions.action import Record, action, demand, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import updates as events
from rempart.ledger import durable
from rempart.terms.scope import Subject
from rempart.updates.actions import paths
from rempart.updates.actions.versions import versions_of
from rempart.updates.core.offer import Offer, address_of
from rempart.updates.core.package import Refused
from rempart.updates.net import sums
from rempart.updates.net.package import Opened, fetched, opened
from rempart.updates.store.models import Package

MAX_KEPT = 20  # of one site; the oldest that is not live goes first


def take_upload(actor: Account, site: Site, data: bytes) -> Package:
    """Raises Refused."""
    return _take(actor, site, data, "upload")


def take_here(site: Site, data: bytes) -> Package:
    """By whoever holds the shell. Raises Refused."""
    return _take(None, site, data, "upload")


def take_address(actor: Account, site: Site, url: str) -> Package:
    """Fetched over https through the guarded way out. Raises Refused or Trouble."""
    demand_first(actor, site)
    return _take(actor, site, fetched(url), "address")


def take_offer(actor: Account, site: Site, offer: Offer) -> Package:
    """What WordPress.org has under that name and version. Raises Refused or Trouble."""
    demand_first(actor, site)
    if offer.is_elsewhere:
        raise Refused("elsewhere", "WordPress.org is not where this release comes from")
    data = fetched(address_of(offer))
    found = opened(data).package
    if (found.kind, found.slug, found.version) != (offer.kind, offer.slug, offer.newest):
        raise Refused("no_header", f"another package came: {found.slug} {found.version}")
    return _take(actor, site, data, "offer")


def demand_first(actor: Account, site: Site) -> None:
    """Nothing is fetched for somebody who may not. Raises PermissionDenied."""
    demand(actor, site.organisation, Permission.TRY_UPDATES, site)


def _take(actor: Account | None, site: Site, data: bytes, came: str) -> Package:
    subject = Subject("site", site.uid)
    try:
        found = opened(data)
        known = sums.judged(data, found)
    except Refused as refused:
        with _writing(actor, site) as record:
            record.event(events.PACKAGE_REFUSED, subject, {"code": refused.code, "came": came})
        raise
    with _writing(actor, site) as record:
        row = _row(site, found, came, known, len(data))
        durable.put(paths.archive(row), data)
        row.save()
        body = {"slug": row.slug, "version": row.version, "kind": row.kind, "sha256": row.sha256, "sums": known}
        record.event(events.PACKAGE_TAKEN, subject, {**body, "package": row.uid, "came": came})
    _tidy(site)
    return row


def _writing(actor: Account | None, site: Site) -> AbstractContextManager[Record]:
    if actor is None:
        return system_action(site.organisation)
    return action(actor, site.organisation, Permission.TRY_UPDATES, on=site)


def _row(site: Site, found: Opened, came: str, known: str, size: int) -> Package:
    package = found.package
    key = f"{package.kind.value}/{package.slug}"
    return Package(
        organisation=site.organisation, site=site, kind=package.kind.value, slug=package.slug, title=package.title,
        version=package.version, before=versions_of(site).get(key, ""), sha256=found.sha256, bytes=size,
        files=found.files, came=came, sums=known, parts=list(found.parts),
    )  # fmt: skip


def _tidy(site: Site) -> None:
    """Archives that nobody needs any more go; what was done with them stays in the list."""
    rows = Package.objects.filter(site=site, is_gone=False).order_by("-pk")
    for row in rows[MAX_KEPT:]:
        paths.archive(row).unlink(missing_ok=True)
        for uid in row.jobs.values_list("uid", flat=True):
            paths.forget_pictures(uid)
        Package.objects.filter(pk=row.pk).update(is_gone=True)


def drop(actor: Account, row: Package) -> None:
    """Put away: it can no longer be tried or laid live."""
    with action(actor, row.organisation, Permission.TRY_UPDATES, on=row.site) as record:
        Package.objects.filter(pk=row.pk).update(is_gone=True)
        body = {"slug": row.slug, "version": row.version, "package": row.uid}
        record.event(events.PACKAGE_DROPPED, Subject("site", row.site.uid), body)
    paths.archive(row).unlink(missing_ok=True)
