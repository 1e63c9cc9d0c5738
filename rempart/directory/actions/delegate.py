"""Holiday cover: for some days a colleague may do what one's own role allows."""

from rempart.directory.actions.action import Record, action, demand_person, now_ms, own_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.rights import Delegation
from rempart.directory.store.standing import membership, same_person
from rempart.events import rights as events
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

MAX_DAYS = 60  # a long holiday; a longer absence is a change of roles
MAX_AHEAD_DAYS = 365


class CannotDelegate(ValueError):
    """`code`: dates (end before begin, too long, too far ahead), same (oneself), stranger (no member here)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def delegate(giver: Account, organisation: Organisation, taker: Account, *, from_ms: int, until_ms: int) -> Delegation:
    """Raises CannotDelegate. What the giver borrows is not passed on; what the giver loses, the taker loses."""
    demand_person()
    moment = now_ms()
    if not from_ms < until_ms <= from_ms + MAX_DAYS * DAY_S * 1000 or until_ms <= moment:
        raise CannotDelegate("dates")
    if from_ms > moment + MAX_AHEAD_DAYS * DAY_S * 1000:
        raise CannotDelegate("dates")
    with own_action(giver, organisation) as record:
        if taker.pk in same_person(giver):
            raise CannotDelegate("same")
        if membership(taker, organisation, moment) is None:
            raise CannotDelegate("stranger")
        made = Delegation.objects.create(
            organisation=organisation, giver=giver, taker=taker, from_ms=from_ms, until_ms=until_ms
        )
        body = {"taker": taker.uid, "from_ms": from_ms, "until_ms": until_ms, "delegation": made.uid}
        record.event(events.DELEGATION_MADE, Subject("account", giver.uid), body)
    return made


def end_delegation(actor: Account, delegation: Delegation) -> None:
    """By either side, or whoever reviews access; twice does no harm."""
    if delegation.ended_at_ms is not None:
        return
    own = actor.pk in (delegation.giver_id, delegation.taker_id)
    organisation = delegation.organisation
    opened = own_action(actor, organisation) if own else action(actor, organisation, Permission.REVIEW_ACCESS)
    with opened as record:
        close(record, delegation, "given_back" if own else "revoked")


def close(record: Record, delegation: Delegation, cause: str) -> None:
    """Part of an open action; always leaves an event."""
    Delegation.objects.filter(pk=delegation.pk, ended_at_ms=None).update(ended_at_ms=now_ms())
    body = {"cause": cause, "delegation": delegation.uid, "taker": delegation.taker.uid}
    record.event(events.DELEGATION_ENDED, Subject("account", delegation.giver.uid), body)
