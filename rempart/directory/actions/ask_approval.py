"""Ask for the yes of a second person, or take the request back."""

from contextlib import AbstractContextManager

from rempart.directory.actions.action import Record, action, now_ms, own_action, system_action
from rempart.directory.actions.approvable import Approvable, Change, approvable
from rempart.directory.core.approval import LASTS_S, MAX_REASON, NotApprovable, canonical, digest
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.rights import Approval
from rempart.directory.store.standing import membership, same_person
from rempart.events import rights as events
from rempart.events.kind import EventKind
from rempart.terms.scope import Subject


def ask_approval(
    actor: Account | None,
    organisation: Organisation,
    what: str,
    change: Change,
    *,
    reason: str,
    beneficiary: Account | None = None,
    lasts_s: int = LASTS_S,
) -> Approval:
    """`actor` None = Rempart itself, or a system that speaks to it. Raises NotApprovable, PermissionDenied.

    The reason is a person's words and stays out of the entry, as does the change; its digest stands there.
    """
    unit = approvable(what)
    text, moment = canonical(change), now_ms()
    if not reason.strip() or len(reason) > MAX_REASON:
        raise NotApprovable("reason")
    with _opened(actor, organisation, unit) as record:
        _check_sides(actor, organisation, unit, beneficiary, moment)
        asked = Approval.objects.create(
            organisation=organisation,
            what=what,
            change=text,
            digest=digest(what, organisation.uid, beneficiary.uid if beneficiary else "", text),
            requester=actor,
            beneficiary=beneficiary,
            reason=reason.strip(),
            asked_at_ms=moment,
            expires_at_ms=moment + lasts_s * 1000,
        )
        note(record, events.APPROVAL_ASKED, asked)
    return asked


def _opened(actor: Account | None, organisation: Organisation, unit: Approvable) -> AbstractContextManager[Record]:
    if actor is None:
        return system_action(organisation)
    return own_action(actor, organisation) if unit.asks is None else action(actor, organisation, unit.asks)


def _check_sides(
    actor: Account | None, organisation: Organisation, unit: Approvable, beneficiary: Account | None, at_ms: int
) -> None:
    if beneficiary is None:
        return
    if membership(beneficiary, organisation, at_ms) is None:
        raise NotApprovable("stranger")
    if actor is not None and not unit.may_be_self and same_person(actor) & same_person(beneficiary):
        raise NotApprovable("same")


def withdraw_approval(actor: Account, approval: Approval) -> None:
    """Whoever asked takes it back, also after a yes that was not used. Raises NotApprovable("closed")."""
    with own_action(actor, approval.organisation) as record:
        mine = Approval.objects.filter(pk=approval.pk, requester=actor, state__in=OPEN)
        if mine.update(state=Approval.WITHDRAWN, ended_at_ms=now_ms()) != 1:
            raise NotApprovable("closed")
        note(record, events.APPROVAL_WITHDRAWN, approval)


OPEN = (Approval.ASKED, Approval.GRANTED)


def note(record: Record, kind: EventKind, approval: Approval) -> None:
    """Each step with its three people: requester and beneficiary in the body, whoever acts as the entry's actor."""
    body = {
        "what": approval.what,
        "digest": approval.digest,
        "requester": approval.requester.uid if approval.requester else "",
        "beneficiary": approval.beneficiary.uid if approval.beneficiary else "",
    }
    record.event(kind, Subject("approval", approval.uid), body)
