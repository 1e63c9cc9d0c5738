"""What somebody wants of reminders, and the secret address of their calendar: made, made anew, taken back."""

import datetime as dt
import hashlib
import secrets

from rempart.directory.actions.action import own_action
from rempart.directory.store.models import Account, Organisation
from rempart.events import people as events
from rempart.people.store.programme import LearnerChoice
from rempart.terms.scope import Subject


def digest_of(secret: str) -> str:
    """What is kept of a calendar's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def choose(account: Account, organisation: Organisation, *, is_quiet: bool, away_until: dt.date | None) -> None:
    """No reminder while away; none at all when quiet. What one takes part in stays."""
    _write(account, organisation, {"is_quiet": is_quiet, "away_until": away_until})


def make_calendar(account: Account, organisation: Organisation) -> str:
    """The secret, told once; one from before stops working."""
    secret = secrets.token_urlsafe(32)
    _write(account, organisation, {"calendar_digest": digest_of(secret)})
    return secret


def end_calendar(account: Account, organisation: Organisation) -> None:
    """The address leads nowhere from now on."""
    _write(account, organisation, {"calendar_digest": ""})


def _write(account: Account, organisation: Organisation, values: dict[str, object]) -> None:
    with own_action(account, organisation) as record:
        LearnerChoice.objects.update_or_create(account=account, organisation=organisation, defaults=values)
        record.event(events.CHOICE_CHANGED, Subject("account", account.uid), {})
