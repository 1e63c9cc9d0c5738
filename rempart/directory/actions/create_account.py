"""Make an account; who it is stays out of the ledger."""

from rempart.directory.actions.action import system_action
from rempart.directory.store.models import Account, Organisation
from rempart.events import directory as events
from rempart.terms.scope import Subject


def create_account(organisation: Organisation, email: str, password: str | None, name: str = "") -> Account:
    """The account alone, without rights. Raises IntegrityError when the address is taken."""
    with system_action(organisation) as record:
        account = Account.objects.create_user(email, password, name=name)
        record.event(events.ACCOUNT_CREATED, Subject("account", account.uid), {})
    return account
