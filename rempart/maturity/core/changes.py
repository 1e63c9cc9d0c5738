"""What changed between two looks, as far as it makes older evidence void (Control.voided_by)."""

from collections.abc import Callable
from typing import Any

from rempart.facts.dns_names import DnsAddresses
from rempart.facts.fact import Fact
from rempart.facts.not_seen import NotSeen
from rempart.facts.probe import EdgeProbe, Ownership
from rempart.facts.profile import Profile
from rempart.facts.tls_certificate import TlsCertificate
from rempart.facts.wordpress_core import WordPressComponents, WordPressCore

CHANGES = (
    "address_changed",
    "certificate_changed",
    "components_changed",
    "core_updated",
    "edge_changed",
    "host_changed",
    "ownership_lost",
    "profile_changed",
)

_COMPARED: dict[type[Fact], tuple[str, Callable[[Any], object]]] = {
    DnsAddresses: ("address_changed", lambda fact: fact.addresses),
    TlsCertificate: ("certificate_changed", lambda fact: fact.sha256),
    WordPressCore: ("core_updated", lambda fact: fact.version),
    WordPressComponents: ("components_changed", lambda fact: {(c.type, c.slug, c.version) for c in fact.components}),
    EdgeProbe: ("edge_changed", lambda fact: fact.edge),
    Profile: ("profile_changed", lambda fact: fact),
}


def changes_between(old: Fact, new: Fact) -> tuple[str, ...]:
    """Names of CHANGES, () when nothing that matters differs. A value that is None on one side is no change.

    A host counts as changed when no address of the old set lies in the same network (/16, /32 for IPv6) as a new one.
    """
    if isinstance(old, Ownership) and isinstance(new, NotSeen):
        return ("ownership_lost",) if new.code == "not_owned" else ()
    if type(old) is not type(new) or type(new) not in _COMPARED:
        return ()
    name, read = _COMPARED[type(new)]
    before, after = read(old), read(new)
    if before == after or before is None or after is None:
        return ()
    if isinstance(old, DnsAddresses) and isinstance(new, DnsAddresses):
        moved = bool(old.addresses and new.addresses) and not _networks(old) & _networks(new)
        return (name, "host_changed") if moved else (name,)
    return (name,)


def _networks(fact: DnsAddresses) -> set[str]:
    """The first two groups of each address: far enough apart means another network."""
    return {":".join(a.split(":")[:2]) if ":" in a else ".".join(a.split(".")[:2]) for a in fact.addresses}
