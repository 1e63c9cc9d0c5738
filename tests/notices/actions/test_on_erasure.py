"""The ways to a person go with their account, also when a restore brought them back."""

from pathlib import Path

import pytest

from rempart.directory.actions.remove_member import remove_member
from rempart.directory.actions.replay_erasures import replay_erasures
from rempart.directory.store.models import Account, Membership
from rempart.notices.store.models import Habit, Way
from rempart.terms.severity import Severity
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def furnish(cast_: Cast, account: Account | None) -> None:
    Way.objects.create(
        organisation=cast_.lavande, account=account, unit="mail", name="Bob", sealed=b"-", least=int(Severity.CRITICAL)
    )
    if account is not None:
        Habit.objects.create(account=account, zone="Europe/Paris")


def test_a_closed_account_and_a_restored_one(cast_: Cast, tmp_path: Path) -> None:
    furnish(cast_, None)
    furnish(cast_, cast_.bob)
    furnish(cast_, cast_.alice)
    remove_member(cast_.alice, Membership.objects.get(account=cast_.bob))
    furnish(cast_, cast_.bob)  # as an older copy has them
    replay_erasures(tmp_path)
    assert [way.account for way in Way.objects.order_by("pk")] == [None, cast_.alice]
    assert [habit.account for habit in Habit.objects.all()] == [cast_.alice]
