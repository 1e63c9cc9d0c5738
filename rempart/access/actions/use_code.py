"""A learner types a code: from the mail, or from an authenticator app."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import F

from rempart.access.actions.visit import digest_of
from rempart.access.core.limits import CODE_TRIES
from rempart.access.core.one_time import is_code
from rempart.access.store.learners import has_more_rights
from rempart.access.store.models import LearnerCode
from rempart.directory.actions.action import Record, now_ms, system_action
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership, Person
from rempart.events import directory as events
from rempart.terms.scope import Subject

NO_ADDRESS = "@learner.invalid"  # .invalid never receives mail (RFC 2606)


def use_code(asked_by: str, typed: str) -> Account | None:
    """The learner's account; None for a wrong, used, old or foreign code. A try counts before it is looked at."""
    moment = now_ms()
    row = LearnerCode.objects.filter(asked_by=digest_of(asked_by))
    if row.filter(used_ms=None, until_ms__gt=moment, tries__lt=CODE_TRIES).update(tries=F("tries") + 1) != 1:
        return None
    found = row.select_related("person__organisation", "person__account").get()
    by_mail = is_code(settings.SECRET_KEY, found.nonce, typed)
    by_app = _is_from_app(found.person, typed)
    if found.person is None or not (by_mail or by_app) or has_more_rights(found.person.account, moment):
        return None
    if row.filter(used_ms=None).update(used_ms=moment) != 1:
        return None
    return _account_of(found.person)


def _is_from_app(person: Person | None, typed: str) -> bool:
    held = Authenticator.objects.filter(
        user_id=person.account_id if person is not None else None, type=Authenticator.Type.TOTP
    ).first()
    return held is not None and bool(held.wrap().validate_code("".join(typed.split())[:16]))


def _account_of(person: Person) -> Account | None:
    """Made at the first sign-in: a learner of this organisation, and nothing else."""
    if person.account is not None and not person.account.is_active:
        return None
    account, here = person.account, person.organisation
    if account is not None and Membership.objects.filter(account=account, organisation=here).exists():
        return account
    if account is not None:
        return None  # whoever took the membership away took the sign-in too
    with system_action(here) as record:
        account = _create(record, person)
        add_member(record, here, account, Role.LEARNER)
    return account


def _create(record: Record, person: Person) -> Account:
    account = Account(name=person.name)
    account.email = f"{account.uid}{NO_ADDRESS}"
    account.set_unusable_password()
    account.save()
    person.account = account
    person.save(update_fields=["account"])
    record.event(events.ACCOUNT_CREATED, Subject("account", account.uid), {})
    return account
