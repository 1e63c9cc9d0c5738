"""Judge a site from its facts and write what changed: verdicts, levels, and the reason of each change."""

from typing import Any

from django.db import transaction

from rempart.directory.actions.action import Record, now_ms, system_action
from rempart.directory.store.models import Site
from rempart.events import maturity as events
from rempart.maturity.core.assessment import Assessment, assess
from rempart.maturity.core.document import to_document
from rempart.maturity.core.verdict import Verdict
from rempart.maturity.store import facts, standing
from rempart.maturity.store.catalogue import catalogue
from rempart.maturity.store.models import ChangeRow, LevelRow, VerdictRow
from rempart.terms.duration import DAY_S
from rempart.terms.level import Dimension
from rempart.terms.scope import Subject

REMEMBERED_MS = 400 * DAY_S * 1000  # older facts speak for nothing: the longest time to live is a year


def assess_site(site: Site, at_ms: int | None = None) -> Assessment:
    """The one function, fed from the record. Writes nothing."""
    moment = now_ms() if at_ms is None else at_ms
    units = catalogue()
    return assess(
        units.controls,
        units.threats,
        units.steps,
        facts.newest(site, since_ms=moment - REMEMBERED_MS),
        now_ms=moment,
        voids=facts.voids(site),
        exemptions=standing.exemptions(site),
        accepted=standing.accepted(site),
        history=standing.past(site),
        org_people=standing.people(site),
    )


def judge_site(site: Site, *, started_at_ms: int | None = None, duration_s: float = 0.0) -> dict[str, Any]:
    """Judge, write what changed as rows and events in one transaction, and return the document."""
    with transaction.atomic():
        found = assess_site(site)
        changed = _changed(site, found)
        if changed or _level_moved(site, found):
            with system_action(site.organisation) as record:
                _write_verdicts(record, site, found, changed)
                _write_levels(record, site, found)
        document = document_of(site, found, started_at_ms=started_at_ms or found.now_ms, duration_s=duration_s)
        _keep(site, found, _with_sayings(document, found))
    return document


def document_of(site: Site, found: Assessment, *, started_at_ms: int, duration_s: float) -> dict[str, Any]:
    """The document of docs/contracts.md."""
    units = catalogue()
    return to_document(
        found,
        units.controls,
        units.threats,
        units.steps,
        target=site.address,
        started_at_ms=started_at_ms,
        duration_s=duration_s,
    )


def _with_sayings(document: dict[str, Any], found: Assessment) -> dict[str, Any]:
    """The document as the pages read it: each reason also as code and values, to be said in any language."""
    controls = []
    for entry in document["controls"]:
        verdict = found.verdicts[entry["id"]]
        said = {"say": verdict.say, "values": dict(verdict.values), "claimed": verdict.claimed}
        controls.append({**entry, **said})
    return {**document, "controls": controls}


def _changed(site: Site, found: Assessment) -> list[tuple[str, str, Verdict]]:
    """(control, state before, verdict) of every control whose state differs from what was last written."""
    before = dict(VerdictRow.objects.filter(site=site).values_list("control", "state"))
    verdicts = found.verdicts.items()
    return [(name, before.get(name, ""), v) for name, v in verdicts if before.get(name, "unknown") != v.state.value]


def _level_moved(site: Site, found: Assessment) -> bool:
    row = LevelRow.objects.filter(site=site).first()
    return row is None or (row.wall, row.watch) != (found.wall.proven, found.watch.proven)


def _write_verdicts(record: Record, site: Site, found: Assessment, changed: list[tuple[str, str, Verdict]]) -> None:
    subject = Subject("site", site.uid)
    for control, before, verdict in changed:
        VerdictRow.objects.update_or_create(
            site=site, control=control,
            defaults={"organisation": site.organisation, "state": verdict.state.value, "since_ms": found.now_ms,
                      "body": {"say": verdict.say, "values": dict(verdict.values)}},
        )  # fmt: skip
        ChangeRow.objects.create(
            organisation=site.organisation, site=site, at_ms=found.now_ms, what=control, before=before,
            after=verdict.state.value, say=verdict.say, values=dict(verdict.values),
        )  # fmt: skip
        refs = [{"log": ref.log, "index": ref.index, "hash": ref.hash} for ref in verdict.refs[:20]]
        body = {"control": control, "before": before, "state": verdict.state.value, "say": verdict.say, "facts": refs}
        record.event(events.VERDICT_REACHED, subject, body, at_ms=found.now_ms)


def _write_levels(record: Record, site: Site, found: Assessment) -> None:
    row = LevelRow.objects.filter(site=site).first()
    for dimension, after in ((Dimension.WALL, found.wall.proven), (Dimension.WATCH, found.watch.proven)):
        before = (row.wall if dimension is Dimension.WALL else row.watch) if row is not None else 0
        if row is not None and before == after:
            continue
        cause = _cause(found, dimension, after) if after < before else {}
        ChangeRow.objects.create(
            organisation=site.organisation, site=site, at_ms=found.now_ms, what=f"level.{dimension.value}",
            before=str(before), after=str(after), say=str(cause.get("say", "")), values=cause,
        )  # fmt: skip
        body = {
            "dimension": dimension.value,
            "before": int(before),
            "after": int(after),
            "control": str(cause.get("control", "")),
        }
        record.event(events.LEVEL_CHANGED, Subject("site", site.uid), body, at_ms=found.now_ms)


def _cause(found: Assessment, dimension: Dimension, after: int) -> dict[str, Any]:
    """The first control that keeps the next level away, and what is said of it."""
    standing_now = found.wall if dimension is Dimension.WALL else found.watch
    name = next(iter(standing_now.blocking), "")
    if not name:
        return {}
    verdict = found.verdicts[name]
    return {"control": name, "state": verdict.state.value, "say": verdict.say, **dict(verdict.values)}


def _keep(site: Site, found: Assessment, document: dict[str, Any]) -> None:
    LevelRow.objects.update_or_create(
        site=site,
        defaults={"organisation": site.organisation, "judged_at_ms": found.now_ms, "wall": found.wall.proven,
                  "watch": found.watch.proven, "wall_since_ms": found.wall.proven_since_ms,
                  "watch_since_ms": found.watch.proven_since_ms, "document": document},
    )  # fmt: skip
