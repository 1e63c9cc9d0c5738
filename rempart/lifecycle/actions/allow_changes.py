"""A second person allows paused changes, each bound to its digest; or declines them."""

from collections.abc import Iterable

from rempart.directory.actions.action import Record, action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.members import is_last_owner
from rempart.directory.store.models import Account, Organisation, Person
from rempart.events import lifecycle
from rempart.lifecycle.actions.carry_out import carry_out
from rempart.lifecycle.actions.drop_change import drop
from rempart.lifecycle.actions.standing import accounts_of, hands, memberships_of, standing_of
from rempart.lifecycle.core.change import Change, Kind, Source, Standing, standing
from rempart.lifecycle.core.second_person import Asked, why_not
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store.models import Transition
from rempart.terms.scope import Subject


class NotAllowed(ValueError):
    """`args[0]` is the word of core/second_person.py: changed, expired, requester, beneficiary; or last_owner."""


def allow_change(actor: Account, row: Transition, digest: str) -> None:
    """Carry out exactly the change with this digest. Raises NotAllowed."""
    with action(actor, row.organisation, Permission.MANAGE_LEAVERS) as record:
        row.refresh_from_db()
        person = row.person
        if row.stage != Stage.PAUSED or person is None:
            raise NotAllowed("changed")
        change = change_of(row, standing_of(person))
        own = accounts_of(person)
        asked = Asked(
            digest=change.digest(),
            requester=row.requester.uid if row.requester else "",
            beneficiaries=frozenset(account.uid for account in own),
            until_ms=row.paused_until_ms or 0,
        )
        reason = why_not(asked, actor.uid, digest, now_ms(), hands(row.organisation, now_ms())) or _owner_stays(
            person, change
        )
        if reason:
            raise NotAllowed(reason)
        _allow(record, row, change, person, actor)


def _allow(record: Record, row: Transition, change: Change, person: Person, actor: Account) -> None:
    row.approver = actor
    row.save(update_fields=["approver"])
    record.event(lifecycle.CHANGE_ALLOWED, Subject("person", person.uid), {"digest": change.digest()})
    carry_out(record, row, change, person)


def decline_changes(actor: Account, organisation: Organisation, rows: Iterable[Transition]) -> int:
    """They will not happen; whoever asked may ask again."""
    with action(actor, organisation, Permission.MANAGE_LEAVERS) as record:
        done = sum(drop(record, row, "declined") for row in rows)
        if not done:
            raise NotAllowed("changed")
    return done


def change_of(row: Transition, before: Standing) -> Change:
    """The row as a change from where the person stands now: its digest differs once that is not what was shown."""
    return Change(
        row.organisation.uid,
        row.person_uid,
        before,
        standing(row.after),
        Source(row.source),
        row.hr_at_ms,
        row.due_at_ms,
        row.is_urgent,
    )


def _owner_stays(person: Person, change: Change) -> str:
    if change.kind is Kind.LEAVE and any(is_last_owner(member) for member in memberships_of(person)):
        return "last_owner"
    return ""
