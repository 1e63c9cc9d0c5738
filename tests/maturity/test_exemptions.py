"""Not applicable by hand: two people, limits, and never for the controls that carry everything."""

import pytest
from django.core.exceptions import PermissionDenied

from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.maturity.actions.grant_exemption import approve_exemption, ask_exemption, end_exemption
from rempart.maturity.actions.judge_site import assess_site
from rempart.maturity.core.control import Control
from rempart.maturity.store.catalogue import catalogue
from rempart.maturity.store.models import Exemption
from rempart.terms.state import State
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://lavande.example")


def controls() -> dict[str, Control]:
    return catalogue().controls


def test_counts_only_after_a_second_person_approved(cast_: Cast, site: Site) -> None:
    asked = ask_exemption(cast_.alice, site, controls(), "dedicated_servers", reason="No server of our own.", days=90)
    assert assess_site(site).verdicts["dedicated_servers"].state is State.UNKNOWN
    with pytest.raises(ValueError, match="Someone other"):
        approve_exemption(cast_.alice, asked)
    approve_exemption(cast_.bob, asked)
    assert assess_site(site).verdicts["dedicated_servers"].state is State.NOT_APPLICABLE


def test_a_stranger_approves_nothing(cast_: Cast, site: Site) -> None:
    asked = ask_exemption(cast_.alice, site, controls(), "dedicated_servers", reason="None.", days=90)
    with pytest.raises(PermissionDenied):
        approve_exemption(cast_.charlie, asked)


@pytest.mark.parametrize(
    ("control", "reason", "days", "said"),
    [
        ("backup_daily", "x", 30, "never"),
        ("tls_certificate_valid", "x", 30, "never"),
        ("second_factor_for_editors", "x", 30, "never"),
        ("record_tamper_evident", "x", 30, "never"),
        ("dedicated_servers", " ", 30, "Say why"),
        ("dedicated_servers", "x", 366, "Say why"),
        ("dedicated_servers", "x", 0, "Say why"),
        ("made_up", "x", 30, "no such control"),
    ],
)
def test_limits(cast_: Cast, site: Site, control: str, reason: str, days: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        ask_exemption(cast_.alice, site, controls(), control, reason=reason, days=days)
    assert not Exemption.objects.exists()


def test_at_most_two_a_level(cast_: Cast, site: Site) -> None:
    for control in ("dedicated_servers", "environments_fully_isolated"):
        ask_exemption(cast_.alice, site, controls(), control, reason="None.", days=30)
    with pytest.raises(ValueError, match="Two controls"):
        ask_exemption(cast_.alice, site, controls(), "firewall_rules_bespoke", reason="None.", days=30)


def test_a_request_withdrawn_meanwhile_is_not_approved(cast_: Cast, site: Site) -> None:
    asked = ask_exemption(cast_.alice, site, controls(), "dedicated_servers", reason="None.", days=90)
    seen_by_bob = Exemption.objects.get(pk=asked.pk)  # his page stands open
    end_exemption(cast_.alice, asked)
    with pytest.raises(ValueError, match="has ended"):
        approve_exemption(cast_.bob, seen_by_bob)
    assert Exemption.objects.get(pk=asked.pk).approver is None
    with pytest.raises(ValueError, match="ended already"):
        end_exemption(cast_.alice, seen_by_bob)
