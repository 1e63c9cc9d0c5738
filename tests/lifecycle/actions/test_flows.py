"""Changes by hand and from a list, the second person, a leaver's other accounts, several due at once."""

import time

import pytest
from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.create_account import create_account
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.core.csv_table import BadTable
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership, Person
from rempart.directory.store.rights import Delegation, PersonAccount
from rempart.lifecycle.actions.allow_changes import NotAllowed, allow_change, decline_changes
from rempart.lifecycle.actions.change_by_hand import NothingChanges, change_by_hand, take_moves
from rempart.lifecycle.actions.due_changes import one_due_change
from rempart.lifecycle.actions.map_role import map_role
from rempart.lifecycle.actions.standing import standing_of
from rempart.lifecycle.core.change import Standing
from rempart.lifecycle.core.moves_table import read_moves
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store.models import ScimToken, Transition
from tests.cast import Cast
from tests.lifecycle.scim import Caller

GONE = Standing(False)


def people(cast_: Cast, count: int) -> list[Person]:
    """Long-known people of Alice's firm."""
    news = [NewPerson(f"P{number}", f"p{number}@lavande.example", str(number)) for number in range(count)]
    rows = add_people(cast_.alice, cast_.lavande, news)
    for row in rows:
        row.created_at = row.created_at.replace(year=2020)
        row.save(update_fields=["created_at"])
    return rows


def officer(cast_: Cast, name: str, role: Role = Role.OFFICER) -> Account:
    """Another member of Alice's firm."""
    account = create_account(cast_.lavande, f"{name}@lavande.example", None, name)
    with system_action(cast_.lavande) as record:
        add_member(record, cast_.lavande, account, role)
    return account


def paused(cast_: Cast) -> Transition:
    """Two of ten leave within minutes; the second one waits."""
    rows = people(cast_, 10)
    change_by_hand(cast_.alice, rows[0], GONE)
    made = change_by_hand(cast_.alice, rows[1], GONE)
    assert made.stage == Stage.PAUSED
    return made


def test_a_second_person_allows_exactly_what_was_shown(cast_: Cast) -> None:
    """Not the one who asked; not another digest; then it is done."""
    row, other = paused(cast_), officer(cast_, "olga")
    with pytest.raises(NotAllowed, match="requester"):
        allow_change(cast_.alice, row, row.digest)
    with pytest.raises(NotAllowed, match="changed"):
        allow_change(other, row, "0" * 64)
    with pytest.raises(PermissionDenied):
        allow_change(cast_.bob, row, row.digest)
    allow_change(other, row, row.digest)
    assert row.person is not None
    assert not standing_of(row.person).is_present
    with pytest.raises(NotAllowed, match="changed"):
        allow_change(other, row, row.digest)


def test_what_was_shown_is_no_longer_true(cast_: Cast) -> None:
    """The person joined a team meanwhile: the yes was for something else."""
    row, other = paused(cast_), officer(cast_, "olga")
    assert row.person is not None
    take_moves(cast_.alice, cast_.lavande, read_moves(b"email,teams\np1@lavande.example,Vault\n"))
    with pytest.raises(NotAllowed, match="changed"):
        allow_change(other, row, row.digest)


def test_the_beneficiary_and_stand_ins_do_not_allow(cast_: Cast) -> None:
    """Neither whom it is about, nor who stands in for the one who asked, nor a second account of theirs."""
    row = paused(cast_)
    assert row.person is not None
    own = officer(cast_, "p1")
    with pytest.raises(NotAllowed, match="beneficiary"):
        allow_change(own, row, row.digest)
    stand_in = officer(cast_, "stan")
    moment = now_ms()
    covers = Delegation.objects.create(
        organisation=cast_.lavande, giver=cast_.alice, taker=stand_in, from_ms=moment - 1, until_ms=moment + 60_000
    )
    with pytest.raises(NotAllowed, match="requester"):
        allow_change(stand_in, row, row.digest)
    covers.delete()
    allow_change(stand_in, row, row.digest)


def test_nobody_in_time(cast_: Cast) -> None:
    """A paused change ends by itself; declined ones end at once."""
    row, other = paused(cast_), officer(cast_, "olga")
    Transition.objects.filter(pk=row.pk).update(paused_until_ms=1)
    with pytest.raises(NotAllowed, match="expired"):
        allow_change(other, row, row.digest)
    assert one_due_change()
    row.refresh_from_db()
    assert (row.stage, row.reason) == (Stage.DROPPED, "expired")
    with pytest.raises(NotAllowed):
        decline_changes(other, cast_.lavande, [row])


def test_urgent_goes_through(cast_: Cast) -> None:
    """Whoever else leaves."""
    rows = people(cast_, 10)
    change_by_hand(cast_.alice, rows[0], GONE)
    assert change_by_hand(cast_.alice, rows[1], GONE, is_urgent=True).stage == Stage.APPLIED


def test_a_list(cast_: Cast) -> None:
    """Leaving days and moves; who is unknown stops all of it."""
    people(cast_, 3)
    table = b"email,staff_number,last_day,teams\np0@lavande.example,,2199-01-31,\n,1,,Shop|Vault\n"
    made = take_moves(cast_.alice, cast_.lavande, read_moves(table))
    assert [row.stage for row in made] == [Stage.PLANNED, Stage.APPLIED]
    moved = Person.objects.get(staff_number="1")
    assert sorted(team.name for team in moved.teams.all()) == ["Shop", "Vault"]
    with pytest.raises(BadTable):
        take_moves(cast_.alice, cast_.lavande, read_moves(b"email,last_day\nnobody@x.example,2199-01-01\n"))
    for wrong in (
        b"email,last_day\np0@lavande.example,31.1.2199\n",
        b"email,last_day\n,2199-01-01\n",
        b"email,teams\na@b.example,\n",
    ):
        with pytest.raises(BadTable):
            read_moves(wrong)


def test_every_account_of_a_leaver_ends(cast_: Cast) -> None:
    """The second one for administration too."""
    row = people(cast_, 1)[0]
    second = officer(cast_, "admin")
    PersonAccount.objects.create(organisation=cast_.lavande, person=row, account=second)
    change_by_hand(cast_.alice, row, GONE)
    second.refresh_from_db()
    assert not second.is_active
    assert not Membership.objects.filter(account=second).exists()


def test_a_leavers_own_wishes_end_and_a_known_token_is_shouted(cast_: Cast) -> None:
    """What waits by their word is dropped; the identity system goes on, and somebody is told."""
    rows, hannah = people(cast_, 3), officer(cast_, "hannah", Role.HR)
    Caller(hannah, cast_.lavande)
    change_by_hand(hannah, rows[0], GONE, due_at_ms=now_ms() + 60_000)
    own = add_people(cast_.alice, cast_.lavande, [NewPerson("Hannah", "hannah@lavande.example")])[0]
    change_by_hand(cast_.alice, own, GONE)
    assert Transition.objects.get(person=rows[0]).reason == "requester_left"
    assert ScimToken.objects.get().revoked_at_ms is None


def test_mappings_hand_out_no_more_than_one_holds(cast_: Cast) -> None:
    """Officers do not map at all, nobody maps owners."""
    olga = officer(cast_, "olga")
    from rempart.directory.actions.add_team import add_team

    team = add_team(cast_.alice, cast_.lavande, "Shop")
    with pytest.raises(PermissionDenied):
        map_role(olga, team, Role.LEARNER)
    with pytest.raises(PermissionDenied):
        map_role(cast_.alice, team, Role.OWNER)


def test_nothing_changes_and_coming_back(cast_: Cast) -> None:
    """Asked for what is true already; and a return without rights."""
    row = people(cast_, 1)[0]
    with pytest.raises(NothingChanges):
        change_by_hand(cast_.alice, row, Standing(True))
    change_by_hand(cast_.alice, row, GONE)
    change_by_hand(cast_.alice, row, Standing(True))
    assert standing_of(row) == Standing(True)


def test_due_ones_are_done_within_moments(cast_: Cast) -> None:
    """Twenty at the same midnight, each in its own transaction; the brakes look at them too."""
    for row in people(cast_, 200)[:8]:
        change_by_hand(cast_.alice, row, GONE, due_at_ms=now_ms() + 60_000)
    Transition.objects.update(due_at_ms=int(time.time() * 1_000) - 1)
    while one_due_change():
        pass
    stages = list(Transition.objects.order_by("pk").values_list("stage", flat=True))
    assert stages == [Stage.APPLIED] * 5 + [Stage.PAUSED] * 3
