"""Close an organisation: it has moved, or it will be deleted after a time in which it can be called back."""

from rempart.directory.actions.action import Record, action, now_ms, system_action
from rempart.directory.actions.approvable import Change
from rempart.directory.core.roles import Permission
from rempart.directory.store import holds
from rempart.directory.store.closures import Closure
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.rights import Approval
from rempart.events import tenants as events
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

GRACE_DAYS = 30  # to notice a mistake; nothing is written meanwhile


class CannotClose(ValueError):
    """`code` is closed, held, house or open."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def begin_deletion(record: Record, approval: Approval | None, change: Change) -> None:
    """Part of an open action, with the second person's yes. Raises CannotClose."""
    organisation, moment = record.organisation, now_ms()
    check_deletable(organisation, moment)
    due_ms = moment + GRACE_DAYS * DAY_S * 1000
    by = approval.requester if approval else None
    Closure.objects.create(organisation=organisation, why=Closure.DELETING, at_ms=moment, due_ms=due_ms, closed_by=by)
    record.event(events.DELETION_BEGUN, Subject("organisation", organisation.uid), {"due_ms": due_ms})


def check_deletable(organisation: Organisation, at_ms: int) -> None:
    """Raises CannotClose: it is closed already, kept by a legal hold, or the one that runs the installation."""
    if Closure.objects.filter(organisation=organisation, why=Closure.DELETING).exists():
        raise CannotClose("closed")
    require_free(organisation, at_ms)


def require_free(organisation: Organisation, at_ms: int) -> None:
    """No hold of any scope: what it keeps would go with the rest. Raises CannotClose."""
    if organisation == Organisation.objects.order_by("pk").first():
        raise CannotClose("house")
    if holds.in_force(organisation, at_ms):
        raise CannotClose("held")


def begin_deletion_from_shell(organisation: Organisation) -> None:
    """Whoever holds the shell needs no second person; the days of grace are the same. Raises CannotClose."""
    Closure.objects.filter(organisation=organisation, why=Closure.MOVED).delete()
    with system_action(organisation) as record:
        begin_deletion(record, None, {})


def call_back(actor: Account | None, organisation: Organisation) -> None:
    """Open again, as it was; None is the shell. Raises CannotClose, PermissionDenied."""
    if actor is None:
        with system_action(organisation, while_closed=True) as record:
            _open(record)
    else:
        with action(actor, organisation, Permission.MANAGE_ORGANISATION, while_closed=True) as record:
            _open(record)


def _open(record: Record) -> None:
    waiting = Closure.objects.filter(organisation=record.organisation, why=Closure.DELETING)
    if not waiting.delete()[0]:
        raise CannotClose("open")
    record.event(events.DELETION_CALLED_BACK, Subject("organisation", record.organisation.uid), {})


def close_as_moved(organisation: Organisation, checkpoint: str) -> None:
    """The last entry that is written here names the checkpoint under which it went on elsewhere. Raises CannotClose."""
    if Closure.objects.filter(organisation=organisation).exists():
        raise CannotClose("closed")
    with system_action(organisation) as record:
        moment = now_ms()
        Closure.objects.create(organisation=organisation, why=Closure.MOVED, at_ms=moment, checkpoint=checkpoint)
        record.event(events.ORGANISATION_MOVED, Subject("organisation", organisation.uid), {"checkpoint": checkpoint})
