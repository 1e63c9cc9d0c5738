"""What the pages show of changes and leavers, ready to print."""

from typing import Any

from django.utils.translation import get_language

from rempart.design import formats
from rempart.directory.store.models import Organisation, Team
from rempart.lifecycle.core.steps import RevocationState
from rempart.lifecycle.store.leavers import times_of
from rempart.lifecycle.store.models import Revocation, Transition
from rempart.lifecycle.web.words import KINDS, SOURCES, STAGES, reason_text, trouble_text


def changes(organisation: Organisation, rows: list[Transition]) -> list[dict[str, Any]]:
    """Each with exactly what it would do: teams that end, teams that begin."""
    names = dict(Team.objects.filter(organisation=organisation).values_list("uid", "name"))
    return [_change(row, names) for row in rows]


def _change(row: Transition, names: dict[str, str]) -> dict[str, Any]:
    before, after = set(row.before.get("teams", [])), set(row.after.get("teams", []))
    return {
        "row": row,
        "name": row.person.name if row.person else "",
        "kind": KINDS.get(row.kind, row.kind),
        "source": SOURCES.get(row.source, row.source),
        "stage": STAGES.get(row.stage, row.stage),
        "ends": sorted(names.get(uid, "?") for uid in before - after),
        "begins": sorted(names.get(uid, "?") for uid in after - before),
        "reason": reason_text(row.reason),
    }


def leaver(row: Transition) -> dict[str, Any]:
    """The bar of steps: here first, then each connected system; `share` is the part of the whole time."""
    times = times_of(row)
    begin = max(row.hr_at_ms, row.due_at_ms)
    outward = sorted(row.revocations.all(), key=lambda one: one.pk)
    whole = max([1, times.inner_ms, times.outer_ms or 0])
    return {
        "row": row,
        "name": row.person.name if row.person else "",
        "source": SOURCES.get(row.source, row.source),
        "inner": seconds(times.inner_ms),
        "outer": seconds(times.outer_ms),
        "is_open": any(one.state == RevocationState.OPEN for one in outward),
        "share": round(100 * times.inner_ms / whole),
        "systems": [_system(one, begin, whole) for one in outward],
    }


def _system(one: Revocation, begin: int, whole: int) -> dict[str, Any]:
    took = None if one.done_at_ms is None else max(0, one.done_at_ms - begin)
    return {
        "title": one.connection.title,
        "is_done": one.state == RevocationState.DONE,
        "is_open": one.state == RevocationState.OPEN,
        "is_paused": one.connection.is_paused,
        "took": seconds(took),
        "share": round(100 * (took or 0) / whole),
        "was_known": one.proof.get("was_known", True),
        "tries": one.tries,
        "trouble": trouble_text(one.trouble) if one.trouble else "",
    }


def seconds(ms: int | None) -> str:
    """As the language writes it; empty for what is not over yet."""
    return "" if ms is None else formats.took(ms, formats.short_language(get_language()))
