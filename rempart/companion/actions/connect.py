"""Connecting a site's companion by the code that a person read in wp-admin; connecting anew, and letting go."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rempart.channel import sealed
from rempart.channel.companion import Companion, CompanionTrouble, Enrolled, wire
from rempart.channel.companion import enrol as exchange
from rempart.channel.outbound import Barred
from rempart.companion.actions.troubles import word_of
from rempart.companion.core.answers import BadAnswer, Hello, read
from rempart.companion.core.states import ASKED, LinkState
from rempart.companion.store.links import line_to, link_of, may_be_private, place_of
from rempart.companion.store.models import Link, SiteUser
from rempart.directory.actions.action import action, demand, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import companion as events
from rempart.terms.scope import Subject


@dataclass(frozen=True, slots=True)
class NotConnected(Exception):
    """`code` is one word for the page: see actions/troubles.py."""

    code: str
    detail: str = ""


def connect(actor: Account, site: Site, code: str) -> Link:
    """Both sides prove that they know the code and learn each other's key. Raises NotConnected, PermissionDenied.

    Nothing is asked of the site before the right is checked, and no transaction is open while it is. A site that is
    connected already stays so when this fails.
    """
    demand(actor, site.organisation, Permission.MANAGE_COMPANION, site)
    allow = may_be_private(site)
    try:
        found = exchange(site.address, code, allow_private=allow)
    except (CompanionTrouble, Barred) as no:
        trouble = word_of(no)
        _note_failure(actor, site, trouble)
        raise NotConnected(trouble, getattr(no, "detail", str(no))) from no
    hello = _greet(found, allow_private=allow)
    return _keep(actor, site, found, hello)


def _greet(found: Enrolled, *, allow_private: bool) -> Hello | None:
    """None when it does not say: it is asked again in a moment."""
    line = Companion(found.home, found.key_seed, found.site_key, door=found.door, allow_private=allow_private)
    try:
        return read(Hello, line.call("hello"))
    except (CompanionTrouble, Barred, BadAnswer):
        return None


def _note_failure(actor: Account, site: Site, trouble: str) -> None:
    subject = Subject("site", site.uid)
    with action(actor, site.organisation, Permission.MANAGE_COMPANION, site) as record:
        row, _ = Link.objects.get_or_create(
            site=site,
            defaults={
                "organisation": site.organisation, "home": wire.canonical_home(site.address),
                "state": LinkState.WAITING.value, "changed_at_ms": now_ms(),
            },
        )  # fmt: skip
        Link.objects.filter(pk=row.pk).exclude(state__in=ASKED).update(
            trouble=trouble, state=LinkState.WAITING.value, changed_at_ms=now_ms()
        )
        record.event(events.ENROLMENT_FAILED, subject, {"trouble": trouble})


def _keep(actor: Account, site: Site, found: Enrolled, hello: Hello | None) -> Link:
    moment, subject = now_ms(), Subject("site", site.uid)
    with action(actor, site.organisation, Permission.MANAGE_COMPANION, site) as record:
        row = link_of(site) or Link(organisation=site.organisation, site=site)
        was_connected = row.state in ASKED
        row.home, row.door, row.site_key = found.home, found.door, found.site_key
        row.key_seed = sealed.encrypt(found.key_seed, place_of(row))
        row.key_id = _key_id(found)
        row.state, row.trouble, row.failures = LinkState.CONNECTED.value, "", 0
        row.connected_at_ms = row.changed_at_ms = row.last_ok_ms = moment
        row.next_at_ms = row.look_at_ms = row.lease_until_ms = 0
        row.told = {}
        row.save()
        if was_connected:
            record.event(events.SITE_REPLACED, subject, {"key_id": row.key_id})
        version = hello.companion if hello else "?"
        record.event(events.SITE_ENROLLED, subject, {"key_id": row.key_id, "companion": version})
    return row


def _key_id(found: Enrolled) -> str:
    return wire.key_id(wire.public_of(Ed25519PrivateKey.from_private_bytes(found.key_seed)))


def disconnect(actor: Account, row: Link) -> bool:
    """The site is told to forget us, where it can be reached; our key for it goes in any case. Was it told?"""
    demand(actor, row.organisation, Permission.MANAGE_COMPANION, row.site)
    if row.state == LinkState.LEFT:
        return False
    was_told = _tell(row)
    with action(actor, row.organisation, Permission.MANAGE_COMPANION, row.site) as record:
        Link.objects.filter(pk=row.pk).update(
            state=LinkState.LEFT.value, key_seed=b"", trouble="", changed_at_ms=now_ms(), inventory={}, settings={},
            hello={}, wanted={}, held={}, told={}, looked_at_ms=None,
        )  # fmt: skip
        SiteUser.objects.filter(link=row).delete()
        body = {"was_told": was_told, "key_id": row.key_id}
        record.event(events.SITE_LEFT, Subject("site", row.site.uid), body)
    return was_told


def _tell(row: Link) -> bool:
    if row.state not in ASKED:
        return False
    try:
        return line_to(row).call("leave").get("left") is True
    except (CompanionTrouble, Barred, sealed.Unreadable):
        return False
