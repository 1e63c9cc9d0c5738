"""Two owners who take the role from each other at the same moment: one of them stays, on either database."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection

from rempart.directory.actions.action import system_action
from rempart.directory.actions.change_role import change_role
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.core.roles import Role
from rempart.directory.store.members import LastOwner
from rempart.directory.store.models import Account, Membership
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owners() -> Cast:
    """Charlie is the second owner of Alice's organisation."""
    cast = make_cast()
    with system_action(cast.lavande) as record:
        add_member(record, cast.lavande, cast.charlie, Role.OWNER)
    Account.objects.update(password="set")  # who cannot sign in does not count as an owner who stays
    return cast


def test_one_owner_stays(owners: Cast) -> None:
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def demote(actor: Account, other: Account) -> None:
        member = Membership.objects.get(organisation=owners.lavande, account=other)
        start.wait(90)
        try:
            change_role(actor, member, Role.AUDITOR)
            outcomes.append("done")
        except (PermissionDenied, LastOwner, OperationalError) as refused:
            outcomes.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=demote, args=pair)
        for pair in ((owners.alice, owners.charlie), (owners.charlie, owners.alice))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert outcomes.count("done") == 1
    assert Membership.objects.filter(organisation=owners.lavande, role=Role.OWNER).count() == 1
