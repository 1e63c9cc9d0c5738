"""Make a decided change true: rows, rights, sessions and the outbox for other systems, in one transaction."""

from django.contrib.auth.hashers import make_password
from django.db.models import F

from rempart.directory.actions.action import Record, now_ms
from rempart.directory.store.models import Account, Person, SignInLink, Team
from rempart.events import directory, lifecycle
from rempart.lifecycle.actions.close_leaver import close_if_done
from rempart.lifecycle.actions.roles_from_teams import end_membership, follow_teams
from rempart.lifecycle.actions.standing import employment_of, memberships_of
from rempart.lifecycle.core.change import Change, Kind
from rempart.lifecycle.core.steps import RevocationState, Stage
from rempart.lifecycle.store.models import Connection, Employment, Revocation, Transition
from rempart.terms.scope import Subject


def carry_out(record: Record, row: Transition, change: Change, person: Person) -> None:
    """Part of an open action. `row` says afterwards when it became true."""
    employment = employment_of(person)
    _teams(record, person, change)
    moment = now_ms()
    if change.kind is Kind.LEAVE:
        _leave(record, person, employment, moment)
    elif change.kind is Kind.JOIN:
        _join(row, person, employment, moment)
        follow_teams(record, employment)
    else:
        follow_teams(record, employment)
    moment = now_ms()
    row.stage, row.applied_at_ms = Stage.APPLIED.value, moment
    row.save(update_fields=["stage", "applied_at_ms", "reason"])
    took = max(0, moment - max(change.hr_at_ms, change.due_at_ms))
    _say(record, person, change, took)
    if change.kind is Kind.LEAVE:
        _outward(row, person, moment)
        close_if_done(record, row)


def _teams(record: Record, person: Person, change: Change) -> None:
    for uid in sorted(change.before.teams ^ change.after.teams):
        team = Team.objects.filter(organisation=record.organisation, uid=uid).first()
        if team is None:
            continue
        joins = uid in change.after.teams
        (team.person_set.add if joins else team.person_set.remove)(person)
        body = {"joined": int(joins), "left": int(not joins)}
        record.event(directory.TEAM_CHANGED, Subject("team", team.uid), body)


def _join(row: Transition, person: Person, employment: Employment, moment: int) -> None:
    """Whoever comes back keeps the history and gets no right back; open revocations of the last leaving end."""
    Revocation.objects.filter(person=person, state=RevocationState.OPEN).update(state=RevocationState.CANCELLED)
    employment.is_present, employment.joined_at_ms, employment.left_at_ms = True, moment, None
    employment.is_active = None if employment.is_active is None else True
    _save(employment)


def _leave(record: Record, person: Person, employment: Employment, moment: int) -> None:
    members = memberships_of(person)
    for member in members:
        end_membership(record, member)
    for account in [member.account for member in members]:  # an account that only shares the address is not ours
        if not account.membership_set.exists():
            _lock(account)
            _link(person, account)
    employment.is_present, employment.left_at_ms, employment.mapped_role = False, moment, ""
    employment.is_active = False
    _save(employment)


def _save(employment: Employment) -> None:
    employment.version = F("version") + 1
    employment.save()
    employment.refresh_from_db()


def _lock(account: Account) -> None:
    """Nothing opens it any more: no link, no password, not active. The name stays until the person is erased."""
    SignInLink.objects.filter(account=account).delete()
    Account.objects.filter(pk=account.pk).update(is_active=False, password=make_password(None))


def _link(person: Person, account: Account) -> None:
    """So that whoever comes back finds their own account again, and nobody else does."""
    if person.account is None and not Person.objects.filter(account=account).exists():
        Person.objects.filter(pk=person.pk).update(account=account)
        person.account = account


def _outward(row: Transition, person: Person, moment: int) -> None:
    for connection in Connection.objects.filter(organisation=person.organisation, is_on=True).order_by("pk"):
        Revocation.objects.get_or_create(
            change=row,
            connection=connection,
            defaults={
                "organisation": person.organisation,
                "person": person,
                "state": RevocationState.OPEN.value,
                "next_at_ms": moment,
            },
        )


def _say(record: Record, person: Person, change: Change, took_ms: int) -> None:
    subject = Subject("person", person.uid)
    if change.kind is Kind.LEAVE:
        body = {"source": change.source.value, "urgent": int(change.is_urgent), "took_ms": took_ms}
        record.event(lifecycle.PERSON_LEFT, subject, body)
    elif change.kind is Kind.JOIN:
        record.event(lifecycle.PERSON_JOINED, subject, {"source": change.source.value})
    else:
        joined, left = change.after.teams - change.before.teams, change.before.teams - change.after.teams
        body = {"source": change.source.value, "joined": len(joined), "left": len(left)}
        record.event(lifecycle.PERSON_MOVED, subject, body)
