"""Who comes in, as what, and who may decide it: attacks on rights, on the last owner, on other people's accounts."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import PermissionDenied
from django.db import connection

from rempart.directory.actions.action import role_of, system_action
from rempart.directory.actions.change_role import change_role
from rempart.directory.actions.create_organisation import add_member, create_organisation
from rempart.directory.actions.invite_member import CannotInvite, invite_member
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.actions.renew_link import AlreadyIn, renew_link
from rempart.directory.actions.sign_in_links import use_link
from rempart.directory.core.roles import GRANTS, Permission, Role, may_hand_out
from rempart.directory.store.members import LastOwner, is_last_owner
from rempart.directory.store.models import Account, Membership, Organisation, SignInLink
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def member(account: Account, organisation: Organisation) -> Membership:
    return Membership.objects.get(account=account, organisation=organisation)


def finished(account: Account) -> Account:
    """As after the first sign-in; the hash itself plays no part here."""
    Account.objects.filter(pk=account.pk).update(password="argon2$not-a-real-one")
    account.refresh_from_db()
    return account


def entries() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT front, tail FROM ledger_entry")
        return b"".join(bytes(front) + bytes(tail) for front, tail in cursor.fetchall())


def test_an_invitation_is_an_account_a_role_and_a_link_once(cast_: Cast) -> None:
    made = invite_member(cast_.alice, cast_.lavande, " Doraminta@Lavande.example ", Role.ANALYST, "Doraminta")
    assert made.secret is not None
    assert role_of(made.member.account, cast_.lavande) is Role.ANALYST
    assert made.secret not in str(list(SignInLink.objects.values()))
    account = use_link(made.secret)
    assert account is not None
    assert account.email == "doraminta@lavande.example"
    assert use_link(made.secret) is None
    assert b"doraminta" not in entries().lower()


@pytest.mark.parametrize("role", list(Role))
def test_nobody_without_the_right_invites(cast_: Cast, role: Role) -> None:
    Membership.objects.filter(account=cast_.bob).update(role=role)
    if Permission.MANAGE_MEMBERS in GRANTS[role]:
        return
    with pytest.raises(PermissionDenied):
        invite_member(cast_.bob, cast_.lavande, "eve@evil.example", Role.LEARNER)
    assert not Account.objects.filter(email="eve@evil.example").exists()


def test_nobody_hands_out_more_than_they_hold() -> None:
    assert all(may_hand_out(Role.OWNER, role) for role in Role)
    assert not any(may_hand_out(role, Role.OWNER) for role in Role if role is not Role.OWNER)
    assert not may_hand_out(Role.AUDITOR, Role.ANALYST)


def test_owner_of_one_firm_does_not_invite_into_another(cast_: Cast) -> None:
    with pytest.raises(PermissionDenied):
        invite_member(cast_.charlie, cast_.lavande, "eve@evil.example", Role.AUDITOR)
    with pytest.raises(PermissionDenied):
        change_role(cast_.charlie, member(cast_.bob, cast_.lavande), Role.OWNER)
    with pytest.raises(PermissionDenied):
        remove_member(cast_.charlie, member(cast_.bob, cast_.lavande))
    with pytest.raises(PermissionDenied):
        renew_link(cast_.charlie, member(cast_.bob, cast_.lavande))


def test_no_link_for_an_account_of_other_people(cast_: Cast) -> None:
    """A link for Charlie would be a key to his own firm."""
    with pytest.raises(CannotInvite) as cannot:
        invite_member(cast_.alice, cast_.lavande, "charlie@velos.example", Role.AUDITOR)
    assert cannot.value.code == "elsewhere"
    assert not SignInLink.objects.filter(account=cast_.charlie).exists()
    assert not Membership.objects.filter(account=cast_.charlie, organisation=cast_.lavande).exists()


def test_an_address_taken_elsewhere_beforehand_does_not_come_in(cast_: Cast) -> None:
    """Charlie opens an account under Dora's address and holds its link; Alice's invitation must not lift it."""
    caught = invite_member(cast_.charlie, cast_.velos, "dora@lavande.example", Role.AUDITOR)
    with pytest.raises(CannotInvite):
        invite_member(cast_.alice, cast_.lavande, "dora@lavande.example", Role.OWNER)
    assert role_of(caught.member.account, cast_.lavande) is None


def test_an_agency_lends_its_people_to_its_clients(cast_: Cast) -> None:
    client = create_organisation("Client", cast_.alice)
    with pytest.raises(CannotInvite) as cannot:
        invite_member(cast_.alice, client, cast_.bob.email, Role.AUDITOR)
    assert cannot.value.code == "unfinished"
    made = invite_member(cast_.alice, client, finished(cast_.bob).email, Role.AUDITOR)
    assert made.secret is None
    assert role_of(cast_.bob, client) is Role.AUDITOR
    with pytest.raises(CannotInvite) as cannot:
        invite_member(cast_.alice, client, cast_.bob.email, Role.OWNER)
    assert cannot.value.code == "member"


def test_a_new_link_only_while_the_account_is_nobodys(cast_: Cast) -> None:
    made = invite_member(cast_.alice, cast_.lavande, "dora@lavande.example", Role.AUDITOR)
    again = renew_link(cast_.alice, made.member)
    assert use_link(str(made.secret)) is None
    finished(made.member.account)
    made.member.refresh_from_db()
    with pytest.raises(AlreadyIn):
        renew_link(cast_.alice, Membership.objects.get(pk=made.member.pk))
    assert use_link(again) is not None


def test_no_new_link_once_the_account_serves_others(cast_: Cast) -> None:
    client = create_organisation("Client", None)
    with system_action(client) as record:
        add_member(record, client, cast_.bob, Role.OWNER)
    with pytest.raises(AlreadyIn):
        renew_link(cast_.alice, member(cast_.bob, cast_.lavande))


def test_no_link_for_oneself(cast_: Cast) -> None:
    with pytest.raises(AlreadyIn):
        renew_link(cast_.alice, member(cast_.alice, cast_.lavande))


def test_roles_change_and_are_recorded(cast_: Cast) -> None:
    change_role(cast_.alice, member(cast_.bob, cast_.lavande), Role.OFFICER)
    assert role_of(cast_.bob, cast_.lavande) is Role.OFFICER
    assert b'"after":"officer","before":"auditor"' in entries()


def test_nobody_raises_themselves(cast_: Cast) -> None:
    for role in (Role.AUDITOR, Role.OFFICER, Role.ANALYST, Role.HOST, Role.LEARNER):
        Membership.objects.filter(account=cast_.bob).update(role=role)
        with pytest.raises(PermissionDenied):
            change_role(cast_.bob, member(cast_.bob, cast_.lavande), Role.OWNER)


@pytest.mark.parametrize("way", ["passkey", "provider", "none"])
def test_an_owner_without_a_password_counts_when_there_is_another_way_in(cast_: Cast, way: str) -> None:
    dora = Account.objects.create(email="dora@lavande.example")
    dora.set_unusable_password()
    dora.save()
    Membership.objects.create(organisation=cast_.lavande, account=dora, role=Role.OWNER)
    if way == "passkey":
        Authenticator.objects.create(user_id=dora.pk, type=Authenticator.Type.WEBAUTHN, data={})
    elif way == "provider":
        SocialAccount.objects.create(user_id=dora.pk, provider="p", uid="d")
    assert is_last_owner(member(cast_.alice, cast_.lavande)) is (way == "none")
    Account.objects.filter(pk=dora.pk).update(is_active=False)
    assert is_last_owner(member(cast_.alice, cast_.lavande))


def test_the_last_owner_stays(cast_: Cast) -> None:
    alice = member(cast_.alice, cast_.lavande)
    with pytest.raises(LastOwner):
        remove_member(cast_.alice, alice)
    with pytest.raises(LastOwner):
        change_role(cast_.alice, alice, Role.AUDITOR)
    invite_member(cast_.alice, cast_.lavande, "dora@lavande.example", Role.OWNER)
    with pytest.raises(LastOwner):
        remove_member(cast_.alice, alice)  # Dora has not come in: nobody could let anyone in again
    finished(Account.objects.get(email="dora@lavande.example"))
    remove_member(cast_.alice, alice)
    assert role_of(cast_.alice, cast_.lavande) is None


def test_a_member_does_not_remove_the_owner(cast_: Cast) -> None:
    for role in (Role.AUDITOR, Role.OFFICER, Role.LEARNER):
        Membership.objects.filter(account=cast_.bob).update(role=role)
        with pytest.raises(PermissionDenied):
            remove_member(cast_.bob, member(cast_.alice, cast_.lavande))


def test_whoever_belongs_nowhere_is_closed_and_forgotten(cast_: Cast) -> None:
    remove_member(cast_.alice, member(cast_.bob, cast_.lavande))
    cast_.bob.refresh_from_db()
    assert not cast_.bob.is_active
    assert "bob" not in f"{cast_.bob.email} {cast_.bob.name}".lower()
    again = invite_member(cast_.alice, cast_.lavande, "bob@audit.example", Role.AUDITOR)
    assert again.member.account != cast_.bob


def test_whoever_belongs_elsewhere_keeps_the_account(cast_: Cast) -> None:
    client = create_organisation("Client", cast_.bob)
    remove_member(cast_.alice, member(cast_.bob, cast_.lavande))
    cast_.bob.refresh_from_db()
    assert cast_.bob.email == "bob@audit.example"
    assert role_of(cast_.bob, client) is Role.OWNER
