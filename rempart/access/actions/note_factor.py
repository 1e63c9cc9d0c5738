"""A second factor came or went, a password was changed: in the record, and by mail to the person."""

from rempart.access.actions.write_letter import write_letter
from rempart.access.store.home import home_of
from rempart.directory.actions.action import system_action
from rempart.directory.store.models import Account
from rempart.events import access as events
from rempart.terms.scope import Subject


def note_factor(account: Account, kind: str, *, is_added: bool, language: str) -> None:
    """`kind` is totp, webauthn or recovery_codes."""
    organisation = home_of(account)
    if organisation is None:
        return
    with system_action(organisation, while_closed=True) as record:
        record.actor = f"account:{account.uid}"
        event = events.FACTOR_ADDED if is_added else events.FACTOR_REMOVED
        record.event(event, Subject("account", account.uid), {"kind": kind})
        write_letter("factor_added" if is_added else "factor_removed", {}, account=account, language=language)


def note_password(account: Account, language: str) -> None:
    """The password itself is nobody's business."""
    organisation = home_of(account)
    if organisation is None:
        return
    with system_action(organisation, while_closed=True) as record:
        record.actor = f"account:{account.uid}"
        record.event(events.PASSWORD_CHANGED, Subject("account", account.uid), {})
        write_letter("password_changed", {}, account=account, language=language)
