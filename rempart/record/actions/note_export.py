"""Taking entries out of the house is recorded: who, and which."""

from collections.abc import Sequence

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import record as events
from rempart.ledger.export_range import Range
from rempart.terms.scope import Subject


def note_export(actor: Account, organisation: Organisation, taken: Sequence[Range]) -> None:
    """Raises PermissionDenied; call it before anything is handed out."""
    with action(actor, organisation, Permission.EXPORT_RECORD) as record:
        for one in taken:
            body = {"log": one.log, "first": one.first, "last": one.last, "size": one.size}
            record.event(events.LOG_EXPORTED, Subject("organisation", organisation.uid), body)
