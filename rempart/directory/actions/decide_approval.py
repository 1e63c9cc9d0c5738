"""The second person's yes or no, and the use of a yes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rempart.directory.actions.action import Record, action, demand_person, now_ms
from rempart.directory.actions.approvable import Approvable, Change, approvable
from rempart.directory.actions.ask_approval import note
from rempart.directory.core.approval import USE_WITHIN_S, NotApprovable, canonical, digest, three_people
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.rights import Approval
from rempart.directory.store.standing import counts_as, standing
from rempart.events import rights as events


def grant_approval(actor: Account, approval: Approval, *, seen: str) -> Approval:
    """`seen` = the digest of what was shown to the actor. Raises NotApprovable, PermissionDenied.

    A unit that can is carried out at once; else the requester has a day to do it.
    """
    demand_person()
    unit = approvable(approval.what)
    with action(actor, approval.organisation, unit.approves) as record:
        moment = now_ms()
        approval.refresh_from_db()
        _check(actor, approval, unit, seen, moment)
        until = min(approval.expires_at_ms, moment + USE_WITHIN_S * 1000)
        _move(approval, Approval.ASKED, Approval.GRANTED, moment, approver=actor, expires_at_ms=until)
        note(record, events.APPROVAL_GRANTED, approval)
        if unit.carry_out is not None:
            _move(approval, Approval.GRANTED, Approval.USED, moment)
            record.under = f"approval:{approval.uid}"
            unit.carry_out(record, approval, json.loads(approval.change))
            note(record, events.APPROVAL_USED, approval)
    return approval


def refuse_approval(actor: Account, approval: Approval) -> None:
    """A no. It needs the same right and the same distance as a yes."""
    demand_person()
    unit = approvable(approval.what)
    with action(actor, approval.organisation, unit.approves) as record:
        moment = now_ms()
        approval.refresh_from_db()
        _check_people(actor, approval, unit, moment)
        _move(approval, Approval.ASKED, Approval.REFUSED, moment, approver=actor)
        note(record, events.APPROVAL_REFUSED, approval)


def may_decide(actor: Account, approval: Approval) -> bool:
    """For pages: would a yes or no of this account be taken?"""
    unit = approvable(approval.what)
    try:
        _check_people(actor, approval, unit, now_ms())
    except (NotApprovable, PermissionDenied):
        return False
    return approval.state == Approval.ASKED and approval.expires_at_ms > now_ms()


@contextmanager
def approved_action(actor: Account, organisation: Organisation, what: str, change: Change) -> Iterator[Record]:
    """As `action`, for exactly this change, which a second person has approved; a yes is used once.

    Raises NotApprovable("needed") where there is none that still counts.
    """
    unit, text, moment = approvable(what), canonical(change), now_ms()
    if unit.asks is None or unit.carry_out is not None:
        raise NotApprovable("unknown")  # it is carried out with the yes, never later
    with action(actor, organisation, unit.asks) as record:
        found = Approval.objects.filter(
            organisation=organisation,
            what=what,
            change=text,
            requester=actor,
            state=Approval.GRANTED,
            expires_at_ms__gt=moment,
        ).first()
        if found is None or not is_whole(found):
            raise NotApprovable("needed")
        _move(found, Approval.GRANTED, Approval.USED, moment)
        record.under = f"approval:{found.uid}"
        yield record
        note(record, events.APPROVAL_USED, found)


def is_whole(approval: Approval) -> bool:
    """Is the change still the one that was asked for?"""
    beneficiary = approval.beneficiary.uid if approval.beneficiary else ""
    return digest(approval.what, approval.organisation.uid, beneficiary, approval.change) == approval.digest


def _check(actor: Account, approval: Approval, unit: Approvable, seen: str, at_ms: int) -> None:
    _check_people(actor, approval, unit, at_ms)
    if not is_whole(approval) or seen != approval.digest:
        raise NotApprovable("changed")
    held = standing(actor, approval.organisation, at_ms).decides()
    unit.check(approval.organisation, json.loads(approval.change), held)


def _check_people(actor: Account, approval: Approval, unit: Approvable, at_ms: int) -> None:
    """What is borrowed decides nothing; and the three sides are three people, holiday cover included."""
    organisation, since = approval.organisation, approval.asked_at_ms
    if unit.approves not in standing(actor, organisation, at_ms).decides():
        raise PermissionDenied(unit.approves.value)

    def side(account: Account | None) -> set[int]:
        return counts_as(account, organisation, since, at_ms) if account else set()

    sides = side(approval.requester), side(approval.beneficiary), side(actor)
    if not three_people(*sides, may_be_self=unit.may_be_self):
        raise NotApprovable("same")


def _move(approval: Approval, before: str, after: str, at_ms: int, **more: object) -> None:
    """By a conditional update: of two people who press at once, one is told that it is decided already."""
    moment = {"decided_at_ms": at_ms} if before == Approval.ASKED else {"ended_at_ms": at_ms}
    with transaction.atomic():
        waiting = Approval.objects.filter(pk=approval.pk, state=before, expires_at_ms__gt=at_ms)
        if waiting.update(state=after, **moment, **more) != 1:
            raise NotApprovable("closed")
    approval.refresh_from_db()
