"""Give the account that came in by the one-time link an address and a password of its own."""

from rempart.directory.actions.action import own_action
from rempart.directory.store.models import Account, Organisation
from rempart.events import directory as events
from rempart.terms.scope import Subject


def finish_account(account: Account, organisation: Organisation, *, name: str, email: str, password: str) -> None:
    """Name and address stay in the account's row; the ledger only learns that it happened."""
    with own_action(account, organisation) as record:
        account.name, account.email = name, email
        account.set_password(password)
        account.save()
        record.event(events.ACCOUNT_COMPLETED, Subject("account", account.uid), {})
