"""Ask for a legal hold: it blocks at once for a week, and for good once a second person approves."""

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.holds import MOST_DAYS, REASON_MOST, Scope
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, LegalHold, Organisation, Person, Site
from rempart.events import erasure as events
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject


class BadHold(ValueError):
    """`code` is no_target, no_reason, long_reason, past or too_long."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def ask_hold(
    actor: Account, organisation: Organisation, scope: Scope, target: str, reason: str, until_ms: int
) -> LegalHold:
    """`target` is the uid of a person or site of that organisation, empty for all of it. Raises BadHold."""
    moment = now_ms()
    with action(actor, organisation, Permission.HOLD_RECORD, while_closed=True) as record:
        _check(organisation, scope, target, reason, until_ms, moment)
        hold = LegalHold.objects.create(
            organisation=organisation, scope=scope.value, target=target, reason=reason.strip(),
            until_ms=until_ms, asked_ms=moment, asked_by=actor,
        )  # fmt: skip
        record.event(
            events.HOLD_ASKED, subject_of(hold), {"hold": hold.uid, "scope": scope.value, "until_ms": until_ms}
        )
    return hold


def subject_of(hold: LegalHold) -> Subject:
    """What the entries about a hold are about: its target."""
    return Subject(hold.scope, hold.target or hold.organisation.uid)


def _check(organisation: Organisation, scope: Scope, target: str, reason: str, until_ms: int, now: int) -> None:
    kinds: dict[Scope, type[Person] | type[Site]] = {Scope.PERSON: Person, Scope.SITE: Site}
    if scope is Scope.ORGANISATION:
        is_there = not target
    else:
        is_there = kinds[scope]._default_manager.filter(organisation=organisation, uid=target).exists()
    if not is_there:
        raise BadHold("no_target")
    if not reason.strip():
        raise BadHold("no_reason")
    if len(reason) > REASON_MOST:
        raise BadHold("long_reason")
    if until_ms <= now:
        raise BadHold("past")
    if until_ms > now + MOST_DAYS * DAY_S * 1000:
        raise BadHold("too_long")
