"""May this installation take requests? Asked by load balancers and by whoever starts it; names states, no details."""

import shutil
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from rempart.channel.place import state_folder
from rempart.directory.actions.action import raw_connection
from rempart.ledger import heartbeat, store

DISK_MIN_BYTES = 100 * 1024 * 1024
PENDING_MOST = 100_000  # entries without a place: more than a minute of the integrator's work


@require_GET
def ready(request: HttpRequest) -> JsonResponse:
    """200 when every check holds, 503 otherwise; `{state, checks: [{id, state}]}`."""
    checks = [{"id": name, "state": "ok" if _holds(check) else "failed"} for name, check in CHECKS.items()]
    whole = all(check["state"] == "ok" for check in checks)
    return JsonResponse({"state": "ready" if whole else "not_ready", "checks": checks}, status=200 if whole else 503)


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, OSError, *store.FAULTS):
        return False


def _database() -> bool:
    connection.ensure_connection()
    return connection.is_usable()


def _tables() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _disk() -> bool:
    return shutil.disk_usage(state_folder()).free > DISK_MIN_BYTES


def _ledger() -> bool:
    """The integrator is alive and keeps up; before its first sign of life there is nothing to be late with."""
    raw = raw_connection()
    age_s = heartbeat.age_s(raw)
    return (age_s is None or age_s <= heartbeat.LATE_S) and store.pending_count(raw) <= PENDING_MOST


CHECKS: dict[str, Callable[[], bool]] = {"database": _database, "tables": _tables, "disk": _disk, "ledger": _ledger}
