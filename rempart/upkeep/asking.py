"""Asking for a backup from the console: an action of the person, done by the worker."""

from pathlib import Path

from django.db import transaction

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import upkeep as events
from rempart.terms.scope import Subject
from rempart.upkeep import nightly


def ask_for_backup(actor: Account, organisation: Organisation, state: Path) -> None:
    """The worker takes it up within seconds. Raises PermissionDenied."""
    with action(actor, organisation, Permission.OPERATE) as record:
        record.event(events.BACKUP_REQUESTED, Subject("organisation", organisation.uid), {})
        transaction.on_commit(lambda: nightly.wish(state))
