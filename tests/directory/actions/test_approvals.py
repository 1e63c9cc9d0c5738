"""A second person: three people, one exact change, once, in time. Attacks of promises R2 and R3."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from rempart.directory.actions.action import now_ms, role_of
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.approvable import Approvable
from rempart.directory.actions.ask_approval import ask_approval, withdraw_approval
from rempart.directory.actions.decide_approval import approved_action, grant_approval, may_decide, refuse_approval
from rempart.directory.actions.delegate import CannotDelegate, delegate
from rempart.directory.actions.end_what_is_over import end_what_is_over
from rempart.directory.actions.lend_privilege import MAX_HOURS, ask_privilege, end_privilege
from rempart.directory.actions.link_account import LinkedElsewhere, link_account
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.actions.rename_organisation import rename_organisation
from rempart.directory.core.approval import NotApprovable, three_people
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Account, Membership, Person
from rempart.directory.store.rights import Approval, Delegation, Privilege
from rempart.directory.store.standing import standing
from rempart.directory.store.tokens import ApiToken
from rempart.events import directory as directory_events
from rempart.registry import discover
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject
from tests.cast import Cast, colleague

pytestmark = pytest.mark.django_db


def refused(code: str, attempt: Callable[[], object]) -> None:
    with pytest.raises(NotApprovable) as cannot:
        attempt()
    assert cannot.value.code == code


def other_role(cast_: Cast, asker: Account, target: Account, after: Role = Role.OFFICER) -> Approval:
    before = role_of(target, cast_.lavande)
    assert before is not None
    change = {"account": target.uid, "before": before.value, "after": after.value}
    return ask_approval(asker, cast_.lavande, "member_role", change, reason="new task", beneficiary=target)


def test_identity_admin_and_owner_change_a_role_together(cast_: Cast) -> None:
    ida = colleague(cast_.lavande, "Ida", Role.IDENTITY_ADMIN)
    asked = other_role(cast_, ida, cast_.bob)
    assert role_of(cast_.bob, cast_.lavande) is Role.AUDITOR
    grant_approval(cast_.alice, asked, seen=asked.digest)
    assert role_of(cast_.bob, cast_.lavande) is Role.OFFICER
    asked.refresh_from_db()
    assert (asked.state, asked.approver) == (Approval.USED, cast_.alice)
    refused("closed", lambda: grant_approval(cast_.alice, asked, seen=asked.digest))


def test_nobody_approves_their_own(cast_: Cast) -> None:
    ida = colleague(cast_.lavande, "Ida", Role.OWNER)
    asked = other_role(cast_, ida, cast_.bob)
    refused("same", lambda: grant_approval(ida, asked, seen=asked.digest))
    mine = ask_privilege(ida, cast_.lavande, Permission.CONSENT, hours=1, reason="test")
    refused("same", lambda: grant_approval(ida, mine, seen=mine.digest))
    refused("same", lambda: refuse_approval(ida, mine))
    assert not may_decide(ida, mine)
    assert may_decide(cast_.alice, mine)


def test_nobody_gains_by_their_own_request(cast_: Cast) -> None:
    ida = colleague(cast_.lavande, "Ida", Role.IDENTITY_ADMIN)
    refused("same", lambda: other_role(cast_, ida, ida))


def test_whoever_gains_does_not_approve(cast_: Cast) -> None:
    owner = colleague(cast_.lavande, "Olga", Role.OWNER)
    ida = colleague(cast_.lavande, "Ida", Role.IDENTITY_ADMIN)
    asked = other_role(cast_, ida, owner)
    refused("same", lambda: grant_approval(owner, asked, seen=asked.digest))


@pytest.mark.parametrize("way", ["approver covers requester", "requester covers approver", "approver covers gainer"])
def test_cover_does_not_make_another_person(cast_: Cast, way: str) -> None:
    ida = colleague(cast_.lavande, "Ida", Role.IDENTITY_ADMIN)
    asked = other_role(cast_, ida, cast_.bob)
    giver, taker = {
        "approver covers requester": (ida, cast_.alice),
        "requester covers approver": (cast_.alice, ida),
        "approver covers gainer": (cast_.bob, cast_.alice),
    }[way]
    cover = delegate(giver, cast_.lavande, taker, from_ms=now_ms() - 5, until_ms=now_ms() + 60_000)
    refused("same", lambda: grant_approval(cast_.alice, asked, seen=asked.digest))
    Delegation.objects.filter(pk=cover.pk).update(ended_at_ms=now_ms() + 1)  # ended since, but it was there
    refused("same", lambda: grant_approval(cast_.alice, asked, seen=asked.digest))


def test_two_accounts_of_one_person_are_one(cast_: Cast) -> None:
    second = colleague(cast_.lavande, "Alice2", Role.IDENTITY_ADMIN)
    (person,) = add_people(cast_.alice, cast_.lavande, [NewPerson("Alice", "", "1", "")])
    link_account(cast_.alice, person, cast_.alice)
    link_account(cast_.alice, person, second)
    asked = other_role(cast_, second, cast_.bob)
    refused("same", lambda: grant_approval(cast_.alice, asked, seen=asked.digest))
    (other,) = add_people(cast_.alice, cast_.lavande, [NewPerson("Somebody", "", "2", "")])
    for account in (cast_.alice, second):
        with pytest.raises(LinkedElsewhere):
            link_account(cast_.alice, other, account)
    assert Person.objects.get(pk=other.pk).account is None


def test_what_was_shown_is_what_happens(cast_: Cast) -> None:
    ida = colleague(cast_.lavande, "Ida", Role.IDENTITY_ADMIN)
    asked = other_role(cast_, ida, cast_.bob)
    refused("changed", lambda: grant_approval(cast_.alice, asked, seen="0" * 64))
    better = asked.change.replace("officer", "owner")
    Approval.objects.filter(pk=asked.pk).update(change=better)
    refused("changed", lambda: grant_approval(cast_.alice, asked, seen=asked.digest))
    assert role_of(cast_.bob, cast_.lavande) is Role.AUDITOR


def test_what_changed_meanwhile_is_not_carried_out(cast_: Cast) -> None:
    ida = colleague(cast_.lavande, "Ida", Role.IDENTITY_ADMIN)
    asked = other_role(cast_, ida, cast_.bob)
    Membership.objects.filter(account=cast_.bob).update(role=Role.GUARD)
    refused("changed", lambda: grant_approval(cast_.alice, asked, seen=asked.digest))
    asked.refresh_from_db()
    assert asked.state == Approval.ASKED


def test_nobody_gives_away_more_than_they_hold(cast_: Cast) -> None:
    ida = colleague(cast_.lavande, "Ida", Role.IDENTITY_ADMIN)
    officer = colleague(cast_.lavande, "Oscar", Role.OFFICER)
    asked = other_role(cast_, ida, cast_.bob, Role.OWNER)
    with pytest.raises(PermissionDenied):
        grant_approval(officer, asked, seen=asked.digest)
    lent = ask_privilege(cast_.bob, cast_.lavande, Role.OWNER, hours=1, reason="test")
    with pytest.raises(PermissionDenied):
        grant_approval(officer, lent, seen=lent.digest)
    with pytest.raises(PermissionDenied):
        grant_approval(cast_.charlie, lent, seen=lent.digest)


def test_too_late_is_too_late(cast_: Cast) -> None:
    asked = ask_privilege(cast_.bob, cast_.lavande, Permission.CONSENT, hours=1, reason="test")
    Approval.objects.filter(pk=asked.pk).update(expires_at_ms=now_ms() - 1)
    refused("closed", lambda: grant_approval(cast_.alice, asked, seen=asked.digest))
    end_what_is_over()
    asked.refresh_from_db()
    assert asked.state == Approval.EXPIRED


def test_taken_back_or_refused_is_over(cast_: Cast) -> None:
    asked = ask_privilege(cast_.bob, cast_.lavande, Permission.CONSENT, hours=1, reason="test")
    refused("closed", lambda: withdraw_approval(cast_.alice, asked))  # not hers to take back
    withdraw_approval(cast_.bob, asked)
    refused("closed", lambda: grant_approval(cast_.alice, asked, seen=asked.digest))
    again = ask_privilege(cast_.bob, cast_.lavande, Permission.CONSENT, hours=1, reason="test")
    refuse_approval(cast_.alice, again)
    refused("closed", lambda: grant_approval(cast_.alice, again, seen=again.digest))
    assert not Privilege.objects.exists()


@pytest.mark.parametrize("hours", [0, -1, MAX_HOURS + 1])
def test_hours_have_a_limit(cast_: Cast, hours: int) -> None:
    refused("hours", lambda: ask_privilege(cast_.bob, cast_.lavande, Role.OFFICER, hours=hours, reason="test"))


def test_a_request_has_a_reason(cast_: Cast) -> None:
    refused("reason", lambda: ask_privilege(cast_.bob, cast_.lavande, Role.OFFICER, hours=1, reason="  "))


def lent(cast_: Cast, account: Account, right: Role | Permission, hours: int = 2) -> Privilege:
    asked = ask_privilege(account, cast_.lavande, right, hours=hours, reason="the site is down")
    grant_approval(cast_.alice, asked, seen=asked.digest)
    return Privilege.objects.get(approval=asked)


def test_a_privilege_works_is_marked_and_ends_by_itself(cast_: Cast) -> None:
    with pytest.raises(PermissionDenied):
        add_site(cast_.bob, cast_.lavande, "https://one.example")
    privilege = lent(cast_, cast_.bob, Permission.ADD_SITE)
    add_site(cast_.bob, cast_.lavande, "https://one.example")
    with connection.cursor() as cursor:
        cursor.execute("SELECT front, tail FROM ledger_entry ORDER BY id DESC LIMIT 1")
        said = b"".join(bytes(part) for part in cursor.fetchone())
    assert f'"under":"privilege:{privilege.uid}"'.encode() in said
    assert f"account:{cast_.bob.uid}".encode() in said
    Privilege.objects.filter(pk=privilege.pk).update(until_ms=now_ms() - 1)
    with pytest.raises(PermissionDenied):  # before any tidying up
        add_site(cast_.bob, cast_.lavande, "https://two.example")
    end_what_is_over()
    privilege.refresh_from_db()
    assert privilege.ended_at_ms is not None


def test_a_privilege_is_revoked_at_once(cast_: Cast) -> None:
    privilege = lent(cast_, cast_.bob, Role.OFFICER)
    eve = colleague(cast_.lavande, "Eve", Role.ANALYST)
    with pytest.raises(PermissionDenied):
        end_privilege(eve, privilege)
    end_privilege(cast_.alice, privilege)
    assert not standing(cast_.bob, cast_.lavande, now_ms()).holds(Permission.CONSENT)


def test_a_privilege_reaches_no_further_than_the_role(cast_: Cast) -> None:
    mine = add_site(cast_.alice, cast_.lavande, "https://mine.example")
    dora = colleague(cast_.lavande, "Dora", Role.ANALYST, reach=[mine])
    lent(cast_, dora, Role.OWNER)
    with pytest.raises(PermissionDenied):
        rename_organisation(dora, cast_.lavande, name="Dora's", currency="EUR")


def test_what_is_lent_lends_nothing(cast_: Cast) -> None:
    """An owner for two hours cannot make it last: no approval, no role, no cover."""
    lent(cast_, cast_.bob, Role.OWNER)
    eve = colleague(cast_.lavande, "Eve", Role.ANALYST)
    asked = ask_privilege(eve, cast_.lavande, Role.OFFICER, hours=1, reason="test")
    with pytest.raises(PermissionDenied):
        grant_approval(cast_.bob, asked, seen=asked.digest)
    delegate(cast_.bob, cast_.lavande, eve, from_ms=now_ms() - 1, until_ms=now_ms() + 60_000)
    assert not standing(eve, cast_.lavande, now_ms()).holds(Permission.MANAGE_MEMBERS)
    with pytest.raises(PermissionDenied):
        remove_member(cast_.bob, Membership.objects.get(account=cast_.alice))


def test_cover_lasts_as_long_as_its_dates_and_its_giver(cast_: Cast) -> None:
    olga = colleague(cast_.lavande, "Olga", Role.OWNER)
    moment, day = now_ms(), DAY_S * 1000
    cover = delegate(olga, cast_.lavande, cast_.bob, from_ms=moment - 5, until_ms=moment + day)
    assert standing(cast_.bob, cast_.lavande, moment).holds(Permission.ADD_SITE)
    assert not standing(cast_.bob, cast_.lavande, moment + 2 * day).holds(Permission.ADD_SITE)
    eve = colleague(cast_.lavande, "Eve", Role.GUARD)
    delegate(cast_.bob, cast_.lavande, eve, from_ms=moment - 5, until_ms=moment + day)
    assert not standing(eve, cast_.lavande, moment).holds(Permission.ADD_SITE)  # no chain
    for account in (cast_.alice, olga):  # who never came in is no second owner
        Account.objects.filter(pk=account.pk).update(password="argon2$not-a-real-one")
    remove_member(cast_.alice, Membership.objects.get(account=olga))
    assert not standing(cast_.bob, cast_.lavande, moment).holds(Permission.ADD_SITE)
    cover.refresh_from_db()
    assert cover.ended_at_ms is not None


@pytest.mark.parametrize("days", [(5, 1), (0, 61), (400, 401), (-9, -5)])
def test_cover_has_sensible_dates(cast_: Cast, days: tuple[int, int]) -> None:
    first, last = (now_ms() + day * DAY_S * 1000 for day in days)
    with pytest.raises(CannotDelegate):
        delegate(cast_.alice, cast_.lavande, cast_.bob, from_ms=first, until_ms=last)


def test_no_cover_by_oneself_or_a_stranger(cast_: Cast) -> None:
    for taker in (cast_.alice, cast_.charlie):
        with pytest.raises(CannotDelegate):
            delegate(cast_.alice, cast_.lavande, taker, from_ms=now_ms(), until_ms=now_ms() + 5_000)


def test_a_leaver_takes_nothing_along(cast_: Cast) -> None:
    """Asked, granted and not used, lent, covered: all of it ends with the membership, in its transaction."""
    privilege = lent(cast_, cast_.bob, Permission.ADD_SITE)
    asked = ask_privilege(cast_.bob, cast_.lavande, Role.OFFICER, hours=1, reason="test")
    cover = delegate(cast_.bob, cast_.lavande, cast_.alice, from_ms=now_ms(), until_ms=now_ms() + 60_000)
    token = ApiToken.objects.create(
        organisation=cast_.lavande, account=cast_.bob, name="t", digest="d", start="s", expires_at_ms=now_ms() + 60_000
    )
    remove_member(cast_.alice, Membership.objects.get(account=cast_.bob))
    for row in (privilege, asked, cover, token):
        row.refresh_from_db()
    assert privilege.ended_at_ms is not None
    assert cover.ended_at_ms is not None
    assert token.ended_at_ms is not None
    assert asked.state == Approval.WITHDRAWN
    assert standing(cast_.bob, cast_.lavande, now_ms()).grants == ()


UNIT = Approvable(
    id="trial",
    en="x",
    fr="x",
    zh="x",
    asks=Permission.MANAGE_HOSTS,
    slots=lambda organisation, change: {},
)


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that its requester carries out later; no unit of ours does that yet."""
    known = discover.across_areas("rempart", "approvable", Approvable)
    monkeypatch.setattr("rempart.directory.actions.approvable.across_areas", lambda *args: known | {"trial": UNIT})


def carry_out(actor: Account, cast_: Cast, change: dict[str, object]) -> None:
    with approved_action(actor, cast_.lavande, "trial", change) as record:
        record.event(directory_events.HOST_ADDED, Subject("host", "x"), {"supplier": ""})


def test_a_yes_counts_for_one_change_once(cast_: Cast, trial: None) -> None:
    officer = colleague(cast_.lavande, "Oscar", Role.OFFICER)
    other = colleague(cast_.lavande, "Omar", Role.OFFICER)
    refused("needed", lambda: carry_out(officer, cast_, {"n": 1}))
    asked = ask_approval(officer, cast_.lavande, "trial", {"n": 1}, reason="test")
    refused("needed", lambda: carry_out(officer, cast_, {"n": 1}))
    grant_approval(cast_.alice, asked, seen=asked.digest)
    refused("needed", lambda: carry_out(officer, cast_, {"n": 2}))
    refused("needed", lambda: carry_out(other, cast_, {"n": 1}))
    carry_out(officer, cast_, {"n": 1})
    refused("needed", lambda: carry_out(officer, cast_, {"n": 1}))


def test_a_failure_leaves_the_yes_unused(cast_: Cast, trial: None) -> None:
    officer = colleague(cast_.lavande, "Oscar", Role.OFFICER)
    asked = ask_approval(officer, cast_.lavande, "trial", {"n": 1}, reason="test")
    grant_approval(cast_.alice, asked, seen=asked.digest)
    with pytest.raises(ZeroDivisionError), approved_action(officer, cast_.lavande, "trial", {"n": 1}):
        raise ZeroDivisionError
    carry_out(officer, cast_, {"n": 1})


def test_a_system_may_ask_and_two_people_stay_two(cast_: Cast, trial: None) -> None:
    asked = ask_approval(None, cast_.lavande, "trial", {"n": 1}, reason="more than 5 people", beneficiary=cast_.bob)
    refused_by = colleague(cast_.lavande, "Olga", Role.OWNER)
    assert may_decide(refused_by, asked)
    assert not may_decide(cast_.bob, asked)


@pytest.mark.parametrize(
    ("sides", "may_be_self", "good"),
    [
        (({1}, {2}, {3}), False, True),
        (({1}, {1}, {3}), False, False),
        (({1}, {1}, {3}), True, True),
        (({1}, {2}, {2}), True, False),
        (({1}, {2}, {1}), True, False),
        (({1, 9}, {2}, {3, 9}), True, False),
        ((set(), set(), {3}), False, True),
    ],
)
def test_three_people(sides: tuple[set[int], set[int], set[int]], may_be_self: bool, good: bool) -> None:
    assert three_people(*sides, may_be_self=may_be_self) is good
