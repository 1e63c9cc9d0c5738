"""The review of access: what is unused is proposed, one decision a row, nobody about themselves, nobody locked out."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from rempart.directory.actions.action import now_ms, role_of
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.actions.review_access import (
    OwnAccess,
    keep,
    open_review,
    reduce,
    review_what_is_due,
    revoke,
)
from rempart.directory.core.quarter import quarter_of, smaller_role
from rempart.directory.core.roles import GRANTS, OFFERED, Permission, Role
from rempart.directory.store.members import LastOwner
from rempart.directory.store.models import Account, Membership, Organisation
from rempart.directory.store.reviews import AccessReview, ReviewItem
from rempart.directory.store.rights import PermissionUse
from tests.cast import Cast, colleague

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM ledger_entry WHERE kind LIKE 'directory.review.%%' ORDER BY id")
        return [kind for (kind,) in cursor.fetchall()]


def item_of(account: Account) -> ReviewItem:
    return ReviewItem.objects.get(account=account, what="membership")


def old(account: Account) -> None:
    Membership.objects.filter(account=account).update(created_at=datetime.now(UTC) - timedelta(days=200))


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2026-01-01", "2026Q1"), ("2026-03-31", "2026Q1"), ("2026-04-01", "2026Q2"), ("2026-12-31", "2026Q4")],
)
def test_quarters(day: str, quarter: str) -> None:
    assert quarter_of(int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000)) == quarter


@pytest.mark.parametrize("role", OFFERED)
def test_a_smaller_role_is_smaller_and_enough(role: Role) -> None:
    for used in ({Permission.READ}, {Permission.READ_PROOF}, {Permission.READ, Permission.MEASURE}):
        found = smaller_role(role, used)
        assert found is None or used <= GRANTS[found] < GRANTS[role]
    assert smaller_role(role, GRANTS[role]) is None


def test_use_is_noted_once_a_day(cast_: Cast) -> None:
    add_site(cast_.alice, cast_.lavande, "https://one.example")
    add_site(cast_.alice, cast_.lavande, "https://two.example")
    (use,) = PermissionUse.objects.filter(account=cast_.alice, permission=Permission.ADD_SITE)
    assert use.day == now_ms() // 86_400_000


def test_it_begins_by_itself_once_a_quarter(cast_: Cast) -> None:
    assert not review_what_is_due()  # set up today
    Organisation.objects.update(created_at=datetime.now(UTC) - timedelta(days=31))
    while review_what_is_due():
        pass
    assert AccessReview.objects.count() == 2  # one for each organisation
    assert {item.account for item in ReviewItem.objects.filter(organisation=cast_.lavande)} == {cast_.alice, cast_.bob}
    assert kinds() == ["directory.review.opened"] * 2
    assert open_review(cast_.lavande, cast_.alice) == AccessReview.objects.get(organisation=cast_.lavande)


def test_what_is_not_used_is_proposed(cast_: Cast) -> None:
    old(cast_.bob)
    oscar = colleague(cast_.lavande, "Oscar", Role.OFFICER)
    old(oscar)
    fresh = colleague(cast_.lavande, "Fresh", Role.ANALYST)
    today = now_ms() // 86_400_000
    for permission, day in (
        (Permission.READ, today),
        (Permission.MEASURE, today - 3),
        (Permission.HOLD_RECORD, today - 95),
    ):
        PermissionUse.objects.create(organisation=cast_.lavande, account=oscar, permission=permission.value, day=day)
    open_review(cast_.lavande, cast_.alice)
    assert item_of(cast_.bob).proposal == "revoke"
    assert item_of(oscar).proposal == "reduce:red_team"
    assert Permission.HOLD_RECORD.value in item_of(oscar).unused
    assert item_of(fresh).proposal == ""  # had no time to go unused
    reduce(cast_.alice, item_of(oscar))
    assert role_of(oscar, cast_.lavande) is Role.RED_TEAM


def test_one_click_keeps_or_revokes_and_the_last_ends_it(cast_: Cast) -> None:
    review = open_review(cast_.lavande, cast_.alice)
    revoke(cast_.alice, item_of(cast_.bob))
    assert role_of(cast_.bob, cast_.lavande) is None
    keep(cast_.alice, item_of(cast_.alice))  # a firm of one: nobody else could
    review.refresh_from_db()
    assert review.ended_at_ms is not None
    assert kinds()[-1] == "directory.review.ended"
    before = kinds()
    keep(cast_.alice, item_of(cast_.alice))
    assert kinds() == before


def test_nobody_reviews_themselves_while_another_could(cast_: Cast) -> None:
    oscar = colleague(cast_.lavande, "Oscar", Role.OFFICER)
    Account.objects.filter(pk=oscar.pk).update(password="argon2$not-a-real-one")
    open_review(cast_.lavande, cast_.alice)
    with pytest.raises(OwnAccess):
        keep(cast_.alice, item_of(cast_.alice))
    keep(oscar, item_of(cast_.alice))


def test_the_last_owner_stays(cast_: Cast) -> None:
    open_review(cast_.lavande, cast_.alice)
    with pytest.raises(LastOwner):
        revoke(cast_.alice, item_of(cast_.alice))
    assert item_of(cast_.alice).decision == ""


def test_nobody_takes_away_more_than_they_hold(cast_: Cast) -> None:
    oscar = colleague(cast_.lavande, "Oscar", Role.OFFICER)
    open_review(cast_.lavande, oscar)
    with pytest.raises(PermissionDenied):
        revoke(oscar, item_of(cast_.alice))
    with pytest.raises(PermissionDenied):
        keep(cast_.bob, item_of(cast_.alice))
    with pytest.raises(PermissionDenied):
        keep(cast_.charlie, item_of(cast_.alice))
    revoke(oscar, item_of(cast_.bob))


def test_what_is_gone_meanwhile_is_noted_as_gone(cast_: Cast) -> None:
    open_review(cast_.lavande, cast_.alice)
    remove_member(cast_.alice, Membership.objects.get(account=cast_.bob))
    revoke(cast_.alice, item_of(cast_.bob))
    assert item_of(cast_.bob).decision == ReviewItem.GONE


def test_overdue_is_said_once_and_loudly(cast_: Cast) -> None:
    review = open_review(cast_.lavande, cast_.alice)
    open_review(cast_.velos, cast_.charlie)
    AccessReview.objects.filter(pk=review.pk).update(due_at_ms=now_ms() - 1)
    while review_what_is_due():
        pass
    review_what_is_due()
    assert kinds().count("directory.review.overdue") == 1
