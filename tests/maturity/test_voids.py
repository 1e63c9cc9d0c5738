"""Changes that make older evidence void are noticed when facts are folded."""

import pytest

from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.facts.dns_names import DnsAddresses
from rempart.facts.fact import Fact, Observation
from rempart.facts.not_seen import NotSeen
from rempart.facts.probe import Ownership
from rempart.facts.wire import to_body
from rempart.maturity.store import facts
from rempart.terms.evidence import EvidenceClass, Vantage
from rempart.terms.reference import FactRef
from rempart.terms.scope import Subject
from tests.cast import Cast

pytestmark = pytest.mark.django_db

OWNED = Ownership(way="well_known", token_sha256="a" * 64)


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://lavande.example")


def see(site: Site, fact: Fact, at_ms: int, source: str = "site_ownership") -> None:
    seen = Observation(
        org=site.organisation.uid,
        subject=Subject("site", site.uid),
        fact=fact,
        taken_at_ms=at_ms,
        evidence=EvidenceClass.OBSERVED,
        source=source,
        vantage=Vantage.EXTERNAL,
        ref=FactRef(site.organisation.uid, at_ms, "0" * 64),
    )
    facts.keep(site.organisation, seen, to_body(seen))


def lost(code: str, *, is_error: bool = False) -> NotSeen:
    return NotSeen(wanted=Ownership.kind, code=code, detail="", is_error=is_error)


def changes(site: Site) -> list[str]:
    return [void.change for void in facts.voids(site)]


def test_a_token_that_is_gone_voids_what_was_probed_under_it(site: Site) -> None:
    see(site, OWNED, 1_000)
    see(site, lost("not_owned"), 2_000)
    assert changes(site) == ["ownership_lost"]
    see(site, lost("not_owned"), 3_000)
    assert changes(site) == ["ownership_lost"]


def test_a_look_that_failed_loses_nothing(site: Site) -> None:
    see(site, OWNED, 1_000)
    see(site, lost("timeout", is_error=True), 2_000)
    assert changes(site) == []


def test_nothing_is_lost_that_was_never_there(site: Site) -> None:
    see(site, lost("not_owned"), 1_000)
    assert changes(site) == []


def test_a_move_to_another_network_is_two_changes(site: Site) -> None:
    for at_ms, address in ((1_000, "192.0.2.7"), (2_000, "198.51.100.9")):
        see(site, DnsAddresses(addresses=(address,), chain=(), ttl_s=60), at_ms, "dns_addresses")
    assert sorted(changes(site)) == ["address_changed", "host_changed"]
