"""Judge a site from its facts and write what changed: verdicts, levels, and the reason of each change."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.db import transaction

from rempart.directory.actions.action import Record, now_ms, one_at_a_time, system_action
from rempart.directory.store.closures import is_closed
from rempart.directory.store.models import Site
from rempart.events import maturity as events
from rempart.facts.fact import Observation
from rempart.facts.profile import Profile
from rempart.maturity.core.assessment import Assessment, assess
from rempart.maturity.core.document import to_document
from rempart.maturity.core.history import Change, LevelChange, Memory, Turn, advance
from rempart.maturity.core.level import Past
from rempart.maturity.core.value import weigh
from rempart.maturity.core.worth import Worth
from rempart.maturity.store import facts, standing
from rempart.maturity.store.catalogue import catalogue
from rempart.maturity.store.models import ChangeRow, LevelRow, VerdictRow
from rempart.terms.duration import DAY_S
from rempart.terms.level import Dimension
from rempart.terms.scope import Subject

REMEMBERED_MS = 400 * DAY_S * 1000  # older facts speak for nothing: the longest time to live is a year
FACTS_NAMED = 20  # in one event; the rest is found through the newest


def assess_site(site: Site, at_ms: int | None = None, history: Mapping[Dimension, Past] | None = None) -> Assessment:
    """The one function, fed from the record. Writes nothing."""
    moment = now_ms() if at_ms is None else at_ms
    units = catalogue()
    people = standing.people(site)
    seen = facts.newest(site, since_ms=moment - REMEMBERED_MS)
    return assess(
        units.controls,
        units.threats,
        units.steps,
        [_counted(one, people) for one in seen],
        now_ms=moment,
        voids=facts.voids(site),
        exemptions=standing.exemptions(site),
        accepted=standing.accepted(site),
        history=history,
        org_people=people,
    )


def judge_site(
    site: Site,
    *,
    with_worth: bool = True,
    started_at_ms: int | None = None,
    duration_s: float = 0.0,
    at_ms: int | None = None,
) -> dict[str, Any]:
    """Judge, write what changed as rows and events in one transaction, and return the document.

    Of a closed organisation nothing is written: its pages can be read all the same.
    `at_ms` judges as of an earlier moment (a replay); the ledger records when that was really done. `with_worth` False keeps the last order by value and return: they take 100,000 draws and change slowly.
    """
    worth = _worth(site, at_ms) if with_worth or not LevelRow.objects.filter(site=site).exists() else None
    with transaction.atomic():  # read and written under one lock: two judges at once would lose one's changes
        one_at_a_time(site.organisation)
        row = LevelRow.objects.select_for_update().filter(site=site).first()
        memory = msgspec.convert(row.memory, Memory, strict=False) if row is not None else Memory()
        found = assess_site(site, at_ms, memory.past())
        turn = advance(memory, catalogue().controls.values(), found.verdicts, now_ms=found.now_ms)
        if turn.levels:
            found = assess_site(site, found.now_ms, turn.memory.past())
        document = document_of(site, found, worth, started_at_ms=started_at_ms or found.now_ms, duration_s=duration_s)
        if worth is None and row is not None:
            document["next"]["value"], document["return"] = row.document["next"]["value"], row.document["return"]
        if is_closed(site.organisation):
            return _with_sayings(document, found)
        _write(site, found, turn)
        _keep(site, found, turn, _with_sayings(document, found))
    return document


def _worth(site: Site, at_ms: int | None) -> Worth:
    """Before the transaction: 100,000 draws would keep every other writer waiting."""
    return weigh(assess_site(site, at_ms), catalogue().controls, profile_of(site))


def _write(site: Site, found: Assessment, turn: Turn) -> None:
    if turn.changes or turn.levels:
        with system_action(site.organisation) as record:
            for change in turn.changes:
                _write_change(record, site, found, change)
            for level in turn.levels:
                _write_level(record, site, level)


def _counted(seen: Observation, people: int) -> Observation:
    """Members are counted, not believed: a profile that names fewer people speaks for as many as can sign in."""
    fact = seen.fact
    if not isinstance(fact, Profile) or fact.people >= people:
        return seen
    return msgspec.structs.replace(seen, fact=msgspec.structs.replace(fact, people=people))


def profile_of(site: Site) -> Profile | None:
    """What the owner told of the business, if anything."""
    told = facts.previous(site).get(Profile.kind)
    return told if isinstance(told, Profile) else None


def document_of(
    site: Site, found: Assessment, worth: Worth | None, *, started_at_ms: int, duration_s: float
) -> dict[str, Any]:
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
        worth=worth,
    )


def _with_sayings(document: dict[str, Any], found: Assessment) -> dict[str, Any]:
    """The document as the pages read it: each reason also as code and values, to be said in any language."""
    controls = []
    for entry in document["controls"]:
        verdict = found.verdicts[entry["id"]]
        said = {"say": verdict.say, "values": dict(verdict.values), "claimed": verdict.claimed}
        controls.append({**entry, **said})
    return {**document, "controls": controls}


def _write_change(record: Record, site: Site, found: Assessment, change: Change) -> None:
    before = change.before.value if change.before is not None else ""
    VerdictRow.objects.update_or_create(
        site=site,
        control=change.control,
        defaults={
            "organisation": site.organisation,
            "state": change.after.value,
            "since_ms": change.at_ms,
            "body": {"say": change.say, "values": dict(change.values)},
        },
    )
    ChangeRow.objects.create(
        organisation=site.organisation,
        site=site,
        at_ms=change.at_ms,
        what=change.control,
        before=before,
        after=change.after.value,
        say=change.say,
        values={**change.values, "because": change.because},
    )
    refs = [{"log": ref.log, "index": ref.index, "hash": ref.hash} for ref in found.verdicts[change.control].refs]
    body = {"control": change.control, "before": before, "state": change.after.value, "say": change.say}
    facts_named = {"because": change.because, "facts": refs[:FACTS_NAMED]}
    record.event(events.VERDICT_REACHED, Subject("site", site.uid), {**body, **facts_named}, at_ms=change.at_ms)


def _write_level(record: Record, site: Site, level: LevelChange) -> None:
    cause = level.cause
    values = {"control": cause.control, "state": cause.state.value, **cause.values} if cause is not None else {}
    ChangeRow.objects.create(
        organisation=site.organisation,
        site=site,
        at_ms=level.at_ms,
        what=level.dimension.value,
        before=str(level.before),
        after=str(level.after),
        say=cause.say if cause is not None else "",
        values=values,
    )
    body = {
        "dimension": level.dimension.value,
        "before": int(level.before),
        "after": int(level.after),
        "control": cause.control if cause is not None else "",
    }
    record.event(events.LEVEL_CHANGED, Subject("site", site.uid), body, at_ms=level.at_ms)


def _keep(site: Site, found: Assessment, turn: Turn, document: dict[str, Any]) -> None:
    LevelRow.objects.update_or_create(
        site=site,
        defaults={
            "organisation": site.organisation,
            "judged_at_ms": found.now_ms,
            "wall": found.wall.proven,
            "watch": found.watch.proven,
            "is_grey": any(turn.is_grey(s.dimension, s.proven) for s in (found.wall, found.watch)),
            "memory": msgspec.to_builtins(turn.memory, str_keys=True),
            "document": document,
        },
    )
