"""The envelope is opened: an account with every right, for an hour. It cannot happen without the shout: one transaction."""

from rempart.access.actions.visit import Visit
from rempart.access.actions.write_letter import write_letter
from rempart.access.core.break_glass import digest
from rempart.access.store.break_glass import SealedAccess
from rempart.directory.actions.action import Record, now_ms, system_action
from rempart.directory.core.marks import marked
from rempart.directory.core.roles import Permission, Role, allows
from rempart.directory.store.models import Account, Membership
from rempart.directory.store.standing import in_force
from rempart.events import break_glass as events
from rempart.terms.duration import HOUR_S
from rempart.terms.scope import Subject

LASTS_S = HOUR_S
ADDRESS = "{uid}@sealed.invalid"  # never receives mail (RFC 2606)


def mark_of(access: SealedAccess) -> str:
    """What every entry made by way of it carries."""
    return f"break_glass:{access.uid}"


def open_break_glass(typed: str, visit: Visit) -> SealedAccess | None:
    """None for anything but the secret of an envelope that is sealed. Of two who come at once one gets in."""
    wanted = digest(typed)
    if not wanted:
        return None
    found = SealedAccess.objects.filter(digest=wanted, state=SealedAccess.SEALED).select_related("organisation")
    access = found.first()
    if access is None:
        return None
    with marked(mark_of(access)), system_action(access.organisation, while_closed=True) as record:
        return _opened(record, access, visit)


def _opened(record: Record, access: SealedAccess, visit: Visit) -> SealedAccess:
    moment = now_ms()
    until = moment + LASTS_S * 1000
    fresh = SealedAccess.objects.filter(pk=access.pk, state=SealedAccess.SEALED)
    taken = {"state": SealedAccess.OPEN, "digest": None, "opened_ms": moment, "until_ms": until}
    if fresh.update(**taken) != 1:
        raise Lost
    account = Account.objects.create_user(ADDRESS.format(uid=access.uid), None, name="")
    Membership.objects.create(organisation=access.organisation, account=account, role=Role.OWNER.value, until_ms=until)
    SealedAccess.objects.filter(pk=access.pk).update(account=account)
    access.refresh_from_db()
    record.actor = f"account:{account.uid}"
    # Under a key of its own: closing the account an hour later must not erase who it was.
    sealed = record.seal(access.uid, "visit", visit.fields)
    body = {"minutes": LASTS_S // 60}
    record.event(events.OPENED, Subject("break_glass", access.uid), body, commitments=sealed)
    _tell(access, account, moment)
    return access


class Lost(Exception):
    """Somebody else used the same secret at the same moment."""


def _tell(access: SealedAccess, account: Account, at_ms: int) -> None:
    """Everybody who could end it, by mail, beside what notices sends; in their own language."""
    members = in_force(at_ms).filter(organisation=access.organisation).exclude(account=account)
    for member in members.select_related("account").order_by("pk"):
        if allows(Role(member.role), Permission.GRANT_PRIVILEGE):
            write_letter("break_glass", {}, account=member.account, language=member.account.language)
