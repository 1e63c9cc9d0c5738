"""Taking entries out of the house is recorded: who, and which."""

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import record as events
from rempart.ledger.export_range import Range
from rempart.terms.scope import Subject


def note_export(actor: Account, organisation: Organisation, taken: Range) -> None:
    """Raises PermissionDenied; call it before anything is handed out."""
    with action(actor, organisation, Permission.EXPORT_RECORD) as record:
        body = {"first": taken.first, "last": taken.last, "size": taken.size}
        record.event(events.LOG_EXPORTED, Subject("organisation", organisation.uid), body)
