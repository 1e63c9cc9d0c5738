"""The API of leavers and connected systems: reading, for dashboards and auditors; people by uid, without names."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import Listed, moment, needs
from rempart.directory.web.paging import Paged, listed, page
from rempart.lifecycle.store.leavers import leavers as who_left
from rempart.lifecycle.store.leavers import open_in, times_of
from rempart.lifecycle.store.models import Connection, Revocation, Transition
from rempart.terms.moment import rfc3339

router = Router(tags=["leavers"])


class SystemOut(Schema):
    """How far the end of access is in one connected system; `was_known` is null until it answered."""

    connection: str
    connector: str
    state: str
    tries: int
    trouble: str | None
    done_at: str | None
    was_known: bool | None
    steps: list[str]


class LeaverOut(Schema):
    """`inner_ms`: from when it was due until access ended here; `outer_ms`: everywhere, null while it is open somewhere."""

    uid: str
    person: str
    source: str
    urgent: bool
    asked_at: str
    due_at: str
    ended_here_at: str | None
    closed_at: str | None
    inner_ms: int
    outer_ms: int | None
    systems: list[SystemOut]


class ConnectorOut(Schema):
    """A connected system; `silent_since` is null while it answers."""

    uid: str
    title: str
    connector: str
    paused: bool
    last_answer_at: str | None
    silent_since: str | None
    leavers_waiting: int


def _system(row: Revocation) -> dict[str, Any]:
    return {
        "connection": row.connection.uid, "connector": row.connection.connector, "state": row.state,
        "tries": row.tries, "trouble": row.trouble or None, "done_at": moment(row.done_at_ms),
        "was_known": row.proof.get("was_known"), "steps": row.proof.get("steps", []),
    }  # fmt: skip


def _leaver(row: Transition) -> dict[str, Any]:
    times = times_of(row)
    return {
        "uid": row.uid, "person": row.person_uid, "source": row.source, "urgent": row.is_urgent,
        "asked_at": rfc3339(row.hr_at_ms), "due_at": rfc3339(row.due_at_ms), "ended_here_at": moment(row.applied_at_ms),
        "closed_at": moment(row.closed_at_ms), "inner_ms": times.inner_ms, "outer_ms": times.outer_ms,
        "systems": [_system(one) for one in sorted(row.revocations.all(), key=lambda one: one.pk)],
    }  # fmt: skip


def _connection(row: Connection, waiting: dict[int, int]) -> dict[str, Any]:
    return {
        "uid": row.uid, "title": row.title, "connector": row.connector, "paused": row.is_paused,
        "last_answer_at": moment(row.last_ok_ms), "silent_since": moment(row.silent_since_ms),
        "leavers_waiting": waiting.get(row.pk, 0),
    }  # fmt: skip


@router.get("/leavers", response=Listed[LeaverOut])
@needs(Permission.MANAGE_LEAVERS, whole=True)
def leavers(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Who left, and how long access lasted here and in each connected system."""
    rows = who_left(fence.tenant(request)).prefetch_related("revocations__connection")
    found, more = page(rows, asked)
    return listed([_leaver(row) for row in found], more)


@router.get("/leavers/{uid}", response=LeaverOut)
@needs(Permission.MANAGE_LEAVERS, whole=True)
def one_leaver(request: HttpRequest, uid: str) -> dict[str, Any]:
    """One leaving."""
    return _leaver(fence.fetch(request, Transition, uid, Permission.MANAGE_LEAVERS, kind="leave", stage="applied"))


@router.get("/connectors", response=Listed[ConnectorOut])
@needs(Permission.MANAGE_CONNECTORS, whole=True)
def connectors(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Connected systems; settings and secrets are not shown."""
    rows, more = page(Connection.objects.filter(organisation=fence.tenant(request), is_on=True), asked)
    waiting = open_in(fence.tenant(request))
    return listed([_connection(row, waiting) for row in rows], more)


@router.get("/connectors/{uid}", response=ConnectorOut)
@needs(Permission.MANAGE_CONNECTORS, whole=True)
def one_connector(request: HttpRequest, uid: str) -> dict[str, Any]:
    """One connected system."""
    row = fence.fetch(request, Connection, uid, Permission.MANAGE_CONNECTORS, is_on=True)
    return _connection(row, open_in(fence.tenant(request)))
