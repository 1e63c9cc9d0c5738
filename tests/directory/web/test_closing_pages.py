"""Closing an organisation: two people, a name typed, a hold that keeps it, and the way back."""

import pytest
from django.test import Client
from django.urls import reverse

from rempart.directory.actions.action import Closed, action, now_ms
from rempart.directory.actions.create_organisation import create_organisation
from rempart.directory.actions.decide_approval import grant_approval
from rempart.directory.actions.hold_ask import ask_hold
from rempart.directory.core.approval import NotApprovable
from rempart.directory.core.holds import Scope
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.closures import Closure
from rempart.directory.store.models import Organisation
from rempart.directory.store.rights import Approval
from tests.cast import Cast, colleague, make_cast

pytestmark = pytest.mark.django_db
ASK = {"typed": "Maison Lavande", "reason": "The contract has ended"}


@pytest.fixture
def firm(db: None) -> Cast:
    """As `cast_`, beside an organisation that runs the installation."""
    create_organisation("House", None)
    return make_cast()


def asked(firm: Cast, client: Client) -> Approval:
    client.force_login(firm.alice)
    assert client.post(reverse("directory_ask_closing"), ASK).status_code == 302
    return Approval.objects.get(what="delete_organisation")


def test_a_second_person_closes_it_and_the_owner_calls_it_back(firm: Cast, client: Client) -> None:
    approval = asked(firm, client)
    assert not Closure.objects.exists()
    with pytest.raises(NotApprovable):
        grant_approval(firm.alice, approval, seen=approval.digest)
    grant_approval(colleague(firm.lavande, "Olga", Role.OWNER), approval, seen=approval.digest)
    assert Closure.objects.get().organisation == firm.lavande
    with pytest.raises(Closed), action(firm.alice, firm.lavande, Permission.ADD_SITE):
        pass
    page = client.get(reverse("directory_closing"))
    assert "Call it back" in page.content.decode()
    assert client.get(reverse("directory_sites")).status_code == 200  # reading goes on
    assert client.post(reverse("directory_open_again")).status_code == 302
    assert not Closure.objects.exists()
    assert client.post(reverse("directory_open_again")).status_code == 403


def test_the_name_is_typed(firm: Cast, client: Client) -> None:
    client.force_login(firm.alice)
    refused = client.post(reverse("directory_ask_closing"), ASK | {"typed": "Maison"})
    assert refused.status_code == 422
    assert "The contract has ended" in refused.content.decode()


def test_a_hold_keeps_it(firm: Cast, client: Client) -> None:
    approval = asked(firm, client)
    ask_hold(firm.alice, firm.lavande, Scope.ORGANISATION, "", "A claim", now_ms() + 86_400_000)
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        grant_approval(colleague(firm.lavande, "Olga", Role.OWNER), approval, seen=approval.digest)
    assert "legal hold" in client.post(reverse("directory_ask_closing"), ASK).content.decode()


def test_others_may_not(firm: Cast, client: Client) -> None:
    client.force_login(firm.bob)
    assert client.get(reverse("directory_closing")).status_code == 403
    assert client.post(reverse("directory_ask_closing"), ASK).status_code == 403
    assert Organisation.objects.filter(closure=None).count() == 3
