"""When an account's access ends, what mail gave it ends in the same transaction."""

from rempart.directory.actions.action import Record
from rempart.directory.store.models import Account, Organisation
from rempart.mail.actions.forget_reporter import end_reporter


def on_ending(record: Record, account: Account, organisation: Organisation) -> None:
    """Keys of the report button."""
    end_reporter(record, account, organisation)
