"""No sequence of actions lets someone gain a permission that nobody who held it gave them. Attack of promise R4.

Random people do random things, also as members with limits, with borrowed rights and while covering for one another.
After each step: whoever gained something did not do it alone, and whoever did it held, not on loan, everything that was
gained; and for the whole organisation what was gained for the whole organisation.
"""

import random
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.ask_approval import ask_approval
from rempart.directory.actions.change_role import change_role
from rempart.directory.actions.decide_approval import grant_approval
from rempart.directory.actions.delegate import CannotDelegate, delegate
from rempart.directory.actions.invite_member import CannotInvite, invite_member
from rempart.directory.actions.lend_privilege import ask_privilege
from rempart.directory.actions.limit_member import OwnerIsWhole, limit_member
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.core.approval import NotApprovable
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.members import LastOwner
from rempart.directory.store.models import Account, Membership, Organisation
from rempart.directory.store.rights import Approval
from rempart.directory.store.standing import standing
from tests.cast import Cast, colleague

pytestmark = pytest.mark.django_db

STEPS = 40
REFUSALS = (PermissionDenied, NotApprovable, CannotDelegate, CannotInvite, LastOwner, OwnerIsWhole)
Held = dict[int, frozenset[Permission]]


def held(accounts: list[Account], organisation: Organisation, everywhere: bool) -> Held:
    found = {}
    for account in accounts:
        grants = standing(account, organisation, now_ms()).grants
        counted = [grant for grant in grants if grant.reach.is_whole or not everywhere]
        found[account.pk] = frozenset().union(*(grant.permissions for grant in counted))
    return found


class Village:
    """Members of one firm, and the things they may try."""

    def __init__(self, cast_: Cast, seed: int) -> None:
        self.chance = random.Random(seed)
        self.firm = cast_.lavande
        self.site = add_site(cast_.alice, self.firm, "https://lavande.example")
        roles = (Role.IDENTITY_ADMIN, Role.OFFICER, Role.ANALYST, Role.HR, Role.GUARD)
        self.accounts = [cast_.alice, cast_.bob, cast_.charlie]
        self.accounts += [colleague(self.firm, f"M{n}", role) for n, role in enumerate(roles)]
        self.accounts += [colleague(self.firm, "Limited", Role.IDENTITY_ADMIN, reach=[self.site])]

    def member(self) -> Membership:
        return self.chance.choice(list(Membership.objects.filter(organisation=self.firm).order_by("pk")))

    def moves(self) -> list[Callable[[Account], object]]:
        pick, now = self.chance, now_ms()
        return [
            lambda who: change_role(who, self.member(), pick.choice(list(Role))),
            lambda who: invite_member(who, self.firm, f"n{pick.random()}@new.example", pick.choice(list(Role))),
            lambda who: remove_member(who, self.member()),
            lambda who: limit_member(who, self.member(), reach=pick.choice([None, [], [self.site]])),
            lambda who: ask_privilege(who, self.firm, pick.choice([*Role, *Permission]), hours=2, reason="why not"),
            lambda who: self.ask_role(who),
            lambda who: self.grant(who),
            lambda who: self.grant(who),
            lambda who: delegate(
                who, self.firm, pick.choice(self.accounts), from_ms=now - 1_000, until_ms=now + 600_000
            ),
        ]

    def ask_role(self, who: Account) -> None:
        member = self.member()
        change = {"account": member.account.uid, "before": member.role, "after": self.chance.choice(list(Role)).value}
        ask_approval(who, self.firm, "member_role", change, reason="why not", beneficiary=member.account)

    def grant(self, who: Account) -> None:
        waiting = list(Approval.objects.filter(state=Approval.ASKED).order_by("pk"))
        if waiting:
            asked = self.chance.choice(waiting)
            grant_approval(who, asked, seen=asked.digest)


@pytest.mark.parametrize("seed", range(6))
def test_nobody_climbs(cast_: Cast, seed: int) -> None:
    village, done = Village(cast_, seed), 0
    for _ in range(STEPS):
        actor = village.chance.choice(village.accounts)
        known = list(Account.objects.order_by("pk"))
        own = standing(actor, village.firm, now_ms())
        lasting = frozenset().union(*(grant.permissions for grant in own.grants if grant.may_decide))
        gives = (lasting, own.decides())  # a limited giver passes on limited rights
        before = [held(known, village.firm, everywhere) for everywhere in (False, True)]
        try:
            village.chance.choice(village.moves())(actor)
            done += 1
        except REFUSALS:
            pass
        everybody = list(Account.objects.order_by("pk"))
        after = [held(everybody, village.firm, everywhere) for everywhere in (False, True)]
        for given, earlier, later in zip(gives, before, after, strict=True):
            for pk, now in later.items():
                gained = now - earlier.get(pk, frozenset())
                assert not gained or pk != actor.pk, (seed, actor, gained)
                assert gained <= given, (seed, actor, gained - given)
        assert Membership.objects.filter(organisation=village.firm, role=Role.OWNER, is_scoped=False).exists()
        assert standing(cast_.charlie, village.firm, now_ms()).grants == ()
    assert done > 5
