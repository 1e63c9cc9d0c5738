"""The list of accounts that programs use: added, changed, renewed, removed. What is written is looked at anew."""

import datetime as dt

from rempart.access.store.service_accounts import CredentialLook, ServiceAccount
from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import access as events
from rempart.terms.scope import Subject

ACCOUNTS_MAX = 1_000  # of one organisation


class TooMany(ValueError):
    """The list is as long as it may be."""


def save_service_account(actor: Account, row: ServiceAccount) -> None:
    """New or changed. Raises TooMany."""
    with action(actor, row.organisation, Permission.MANAGE_TOKENS) as record:
        if row.pk is None and ServiceAccount.objects.filter(organisation=row.organisation).count() >= ACCOUNTS_MAX:
            raise TooMany
        row.save()
        _look_soon(row.organisation)
        record.event(events.SERVICE_ACCOUNT_SAVED, _subject(row), {"every_days": row.every_days})


def renew_service_account(actor: Account, row: ServiceAccount, today: dt.date) -> None:
    """Somebody says that its password or key was changed today."""
    with action(actor, row.organisation, Permission.MANAGE_TOKENS) as record:
        row.changed_on = today
        row.save(update_fields=["changed_on"])
        _look_soon(row.organisation)
        record.event(events.SERVICE_ACCOUNT_RENEWED, _subject(row), {})


def remove_service_account(actor: Account, row: ServiceAccount) -> None:
    """It is not used any more."""
    with action(actor, row.organisation, Permission.MANAGE_TOKENS) as record:
        record.event(events.SERVICE_ACCOUNT_REMOVED, _subject(row), {})
        _look_soon(row.organisation)
        row.delete()


def _look_soon(organisation: Organisation) -> None:
    CredentialLook.objects.filter(organisation=organisation).update(looked_ms=0)


def _subject(row: ServiceAccount) -> Subject:
    return Subject("service_account", row.uid)
