"""Take one due revocation with a lease, and note what came of it. Between the two no transaction is open."""

from typing import NamedTuple

from django.db import transaction

from rempart.channel.sealed import Unreadable
from rempart.directory.actions.action import Record, now_ms, one_at_a_time, system_action
from rempart.directory.store.models import Person
from rempart.events import lifecycle
from rempart.lifecycle.actions.close_leaver import close_if_done
from rempart.lifecycle.actions.connections import target_of
from rempart.lifecycle.core.connector import Identity, Proof, Target, Trouble
from rempart.lifecycle.core.patience import LEASE_MS, alarm_for, pause_ms
from rempart.lifecycle.core.steps import RevocationState
from rempart.lifecycle.store.models import Connection, Employment, KnownAs, Revocation
from rempart.terms.scope import Subject

ALARMS = {1: lifecycle.CONNECTOR_SILENT, 2: lifecycle.CONNECTOR_STILL_SILENT}


class Job(NamedTuple):
    """A revocation that is ours until `lease_ms`."""

    row: Revocation
    lease_ms: int


def take(*, silent: bool | None = None) -> Job | None:
    """The one that is due for longest; two workers never get the same. `silent` keeps to systems that have not answered
    (True) or that have (False), so that one dead system delays no other."""
    moment = now_ms()
    due = Revocation.objects.filter(state=RevocationState.OPEN, next_at_ms__lte=moment, lease_until_ms__lte=moment)
    due = due.filter(connection__is_paused=False)
    if silent is not None:
        due = due.filter(connection__silent_since_ms__isnull=not silent)
    for row in due.select_related("connection", "change", "person", "organisation").order_by("next_at_ms", "pk")[:5]:
        mine = Revocation.objects.filter(pk=row.pk, state=RevocationState.OPEN, lease_until_ms=row.lease_until_ms)
        if mine.update(lease_until_ms=moment + LEASE_MS) == 1:
            return Job(row, moment + LEASE_MS)
    return None


def what_to_end(job: Job) -> tuple[Target, Identity]:
    """Raises Trouble when the secrets cannot be opened, or the person was erased before the system answered."""
    person = job.row.person
    if person is None:
        raise Trouble("erased", "the person was erased here; end their access in the system by hand")
    known = Employment.objects.filter(person=person).first()
    identity = Identity(
        person.uid,
        person.email,
        known.user_name if known else "",
        person.staff_number,
        known.external_id if known else "",
        job.row.change.uid,
        KnownAs.objects.filter(connection=job.row.connection, person=person).values_list("name", flat=True).first()
        or "",
    )
    try:
        return target_of(job.row.connection), identity
    except Unreadable as lost:
        raise Trouble("unreadable", "the secret cannot be opened; connect the system again") from lost


def note_proof(job: Job, proof: Proof) -> None:
    """Access has ended there, and was seen to have ended."""
    row, moment = job.row, now_ms()
    if Revocation.objects.filter(pk=row.pk, state=RevocationState.DONE).exists():
        return  # our lease had run out and somebody else was quicker: ended twice, noted once
    with system_action(row.organisation, while_closed=True) as record:
        kept = {"was_known": proof.was_known, "steps": list(proof.steps), "seen": dict(proof.seen)}
        mine = Revocation.objects.filter(pk=row.pk, state=RevocationState.OPEN)
        mine.update(
            state=RevocationState.DONE, proof=kept, done_at_ms=moment, tries=row.tries + 1, trouble="", lease_until_ms=0
        )
        began = max(row.change.hr_at_ms, row.change.due_at_ms)
        body = {
            "connector": row.connection.connector,
            "connection": row.connection.uid,
            "tries": row.tries + 1,
            "took_ms": max(0, moment - began),
            "was_known": int(proof.was_known),
            "steps": ",".join(proof.steps),
            "seen": ",".join(f"{name}={value}" for name, value in sorted(proof.seen.items())),
        }
        record.event(
            lifecycle.ACCESS_REVOKED,
            Subject("person", row.change.person_uid),
            body,
            commitments=_sealed(record, row, proof),
        )
        _answered(record, row.connection, moment)
        row.change.refresh_from_db()
        close_if_done(record, row.change)


def _sealed(record: Record, row: Revocation, proof: Proof) -> dict[str, str]:
    """What was read back, under the person's key; nothing when they were erased while the system was asked."""
    uid = row.change.person_uid
    if not proof.read_back or not Person.objects.filter(uid=uid).exists():
        return {}
    return record.seal(uid, "read_back", {"connection": row.connection.uid, **proof.read_back})


def note_trouble(job: Job, trouble: Trouble) -> None:
    """It is tried again; the first alarm of a silence warns, the second one shouts."""
    row, moment = job.row, now_ms()
    tries = row.tries + 1
    mine = Revocation.objects.filter(pk=row.pk, state=RevocationState.OPEN)
    mine.update(tries=tries, trouble=trouble.code, next_at_ms=moment + pause_ms(tries), lease_until_ms=0)
    Connection.objects.filter(pk=row.connection_id, silent_since_ms=None).update(silent_since_ms=moment)
    connection = Connection.objects.get(pk=row.connection_id)
    silent_ms = moment - (connection.silent_since_ms or moment)
    level = alarm_for(silent_ms)
    if level <= connection.alarm:
        return
    body = {"connector": connection.connector, "trouble": trouble.code, "tries": tries, "minutes": silent_ms // 60_000}
    with transaction.atomic():
        one_at_a_time(row.organisation)
        if Connection.objects.filter(pk=connection.pk, alarm=connection.alarm).update(alarm=level) == 1:
            with system_action(row.organisation, while_closed=True) as record:
                record.event(ALARMS[level], Subject("connection", connection.uid), body)


def _answered(record: Record, connection: Connection, moment: int) -> None:
    """The silence is over: everything that waits there goes at once."""
    fresh = Connection.objects.get(pk=connection.pk)
    Connection.objects.filter(pk=connection.pk).update(last_ok_ms=moment, silent_since_ms=None, alarm=0)
    if fresh.silent_since_ms is not None:
        Revocation.objects.filter(connection=connection, state=RevocationState.OPEN).update(next_at_ms=moment)
    if fresh.alarm:
        body = {"silent_ms": moment - (fresh.silent_since_ms or moment)}
        record.event(lifecycle.CONNECTOR_ANSWERED, Subject("connection", connection.uid), body)
