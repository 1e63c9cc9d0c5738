"""Teams bring roles by the mapping alone: whoever joins a mapped team may sign in, whoever leaves the last one may not."""

from django.contrib.auth.hashers import make_password

from rempart.directory.actions.action import Record
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.actions.endings import end_access
from rempart.directory.core.roles import GRANTS, Role
from rempart.directory.store.models import Account, Membership, Person
from rempart.events import directory, lifecycle
from rempart.lifecycle.actions.standing import accounts_of, memberships_of
from rempart.lifecycle.store.models import Employment, RoleMapping
from rempart.terms.scope import Subject

# From most rights to least; an owner is never made by a list from outside.
MAPPABLE = tuple(sorted((role for role in Role if role is not Role.OWNER), key=lambda role: -len(GRANTS[role])))


def follow_teams(record: Record, employment: Employment) -> None:
    """Part of an open action, after the teams changed."""
    person = employment.person
    wanted = _wanted(person) if employment.is_present else None
    here = memberships_of(person)
    if here and here[0].role != employment.mapped_role:
        return  # a role that somebody gave by hand stays as it is
    if here and wanted is None:
        end_membership(record, here[0])
        _remember(employment, "")
    elif here and wanted is not None and here[0].role != wanted.value:
        before = here[0].role
        Membership.objects.filter(pk=here[0].pk).update(role=wanted.value)
        body = {"before": before, "after": wanted.value}
        record.event(directory.MEMBER_ROLE_CHANGED, Subject("account", here[0].account.uid), body)
        _remember(employment, wanted.value)
    elif not here and wanted is not None and _admit(record, person, wanted):
        _remember(employment, wanted.value)


def end_membership(record: Record, member: Membership) -> None:
    """The membership goes, and with it everything that any area gave to the account here."""
    account = member.account
    member.delete()
    record.event(directory.MEMBER_REMOVED, Subject("account", account.uid), {})
    end_access(record, account, record.organisation)


def _wanted(person: Person) -> Role | None:
    found = set(RoleMapping.objects.filter(team__in=person.teams.all()).values_list("role", flat=True))
    return next((role for role in MAPPABLE if role.value in found), None)


def _remember(employment: Employment, role: str) -> None:
    Employment.objects.filter(pk=employment.pk).update(mapped_role=role)
    employment.mapped_role = role


def _admit(record: Record, person: Person, role: Role) -> bool:
    """An account of their own, without a password: its owner comes in by a link, or by the organisation's sign-in."""
    account, reason = _own_account(record, person)
    if account is None:
        record.event(lifecycle.JOINER_NOT_ADMITTED, Subject("person", person.uid), {"reason": reason})
        return False
    if not account.is_active:  # came back: the account is theirs, the old password is not
        Account.objects.filter(pk=account.pk).update(is_active=True, password=make_password(None))
    Person.objects.filter(pk=person.pk).update(account=account)
    person.account = account
    add_member(record, record.organisation, account, role)
    return True


def _own_account(record: Record, person: Person) -> tuple[Account | None, str]:
    """The one linked to this person while nobody else has it, else a new one; never one that only has the address."""
    if person.account is not None:
        return (None, "elsewhere") if person.account.membership_set.exists() else (person.account, "")
    if accounts_of(person):
        return None, "elsewhere"
    if not person.email:
        return None, "no_address"
    account = Account.objects.create_user(person.email, None, name=person.name)
    record.event(directory.ACCOUNT_CREATED, Subject("account", account.uid), {})
    return account, ""
