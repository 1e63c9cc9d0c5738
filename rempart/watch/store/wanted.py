"""The list of what is to be looked at, published for the probers; and who else may look."""

import time

import msgspec

from rempart.channel import desired
from rempart.directory.actions.action import raw_connection
from rempart.watch.core.wire import ASKS, WANTED, Wanted, Wish
from rempart.watch.store.models import Monitor, Probe

ASK_KEPT_MS = 120_000


def wishes() -> tuple[Wish, ...]:
    """Every monitor that is looked at now."""
    rows = Monitor.objects.filter(is_on=True, is_paused=False, organisation__closure=None)
    return tuple(
        Wish(
            row.uid, row.organisation.uid, row.kind, row.every_s, row.settings, row.site is None or row.site.is_private
        )
        for row in rows.select_related("organisation", "site").order_by("pk")
    )


def publish() -> None:
    """In the transaction that changed something."""
    desired.publish(raw_connection(), WANTED, msgspec.to_builtins(Wanted(wishes())))


def ask(uids: dict[str, int]) -> None:
    """Somebody else should look at these now; only where there is somebody else. In the caller's transaction."""
    now = time.time_ns() // 1_000_000
    found = raw_connection().execute("SELECT document FROM published_document WHERE name = ?", (ASKS,)).fetchone()
    before: dict[str, int] = msgspec.json.decode(bytes(found[0])) if found else {}
    fresh = {uid: at for uid, at in before.items() if now - at < ASK_KEPT_MS}
    desired.publish(raw_connection(), ASKS, {**fresh, **uids})


def probes(organisation_pk: int) -> list[Probe]:
    """Enrolled ones."""
    return list(Probe.objects.filter(organisation_id=organisation_pk, is_on=True).exclude(key="").order_by("pk"))
