"""Facts as rows and back: what the fold writes and what the judge reads."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from rempart.directory.store.models import Organisation, Site
from rempart.facts.fact import Fact, Observation
from rempart.facts.not_seen import NotSeen
from rempart.facts.wire import from_body, key_of
from rempart.maturity.core.changes import changes_between
from rempart.maturity.core.void import Void
from rempart.maturity.store.models import FactRow, VoidRow
from rempart.terms.reference import FactRef
from rempart.terms.scope import Subject

HELD = 8  # rows of one key; older observations stay in the ledger, and the page says so
TRAIL = 50  # observations shown on a stone's page


def subjects_of(site: Site) -> list[Subject]:
    """The site itself, its host and its organisation: a host's fact serves all its sites."""
    subjects = [Subject("site", site.uid), Subject("organisation", site.organisation.uid)]
    return [*subjects, Subject("host", site.host.uid)] if site.host is not None else subjects


def observation(row: FactRow) -> Observation | None:
    """None for a kind or schema this release does not know."""
    return from_body(
        row.body,
        org=row.organisation.uid,
        subject=Subject(row.subject_kind, row.subject_id),
        at_ms=row.taken_at_ms,
        ref=FactRef(row.log, row.index, row.hash),
    )


def newest(site: Site, *, since_ms: int) -> list[Observation]:
    """The newest few observations of each key about the site, its host and organisation, taken since that moment.

    A few of each, since a newer fact that says nothing of a control must not hide an older one that does; and
    a look that failed has a key of its own, so it never hides the last one that succeeded.
    """
    rows = _rows(site.organisation, subjects_of(site)).filter(taken_at_ms__gte=since_ms)
    return [seen for row in rows.order_by("taken_at_ms", "index") if (seen := observation(row)) is not None]


def trail(site: Site, kinds: Iterable[str], control: str) -> list[Observation]:
    """What was ever seen or said that speaks for one control, newest first."""
    rows = _rows(site.organisation, subjects_of(site)).order_by("-taken_at_ms", "-index")
    wanted = set(kinds)
    found: list[Observation] = []
    for row in rows.iterator(chunk_size=200):
        kind, fact = row.body["fact_kind"], row.body["fact"]
        if kind in wanted or fact.get("wanted") in wanted or fact.get("control") == control:
            seen = observation(row)
            if seen is not None:
                found.append(seen)
        if len(found) == TRAIL:
            break
    return found


def previous(site: Site) -> dict[str, Fact]:
    """The newest fact of each kind about the site itself: what collectors compare with."""
    rows = _rows(site.organisation, [Subject("site", site.uid)]).order_by("taken_at_ms", "index")
    return {seen.fact.kind: seen.fact for row in rows if (seen := observation(row)) is not None}


def keep(organisation: Organisation, seen: Observation, body: dict[str, object]) -> None:
    """Fold one entry; folding it twice changes nothing."""
    if seen.ref is None:
        raise ValueError("only a fact with its place in the ledger can be folded")
    _note_changes(organisation, seen)
    FactRow.objects.get_or_create(
        log=seen.ref.log,
        index=seen.ref.index,
        defaults={
            "organisation": organisation,
            "subject_kind": seen.subject.kind,
            "subject_id": seen.subject.id,
            "key": key_of(seen),
            "taken_at_ms": seen.taken_at_ms,
            "body": body,
            "hash": seen.ref.hash,
        },
    )
    like = _rows(organisation, [seen.subject]).filter(key=key_of(seen)).order_by("-taken_at_ms", "-index")
    FactRow.objects.filter(pk__in=list(like.values_list("pk", flat=True)[HELD:])).delete()


def voids(site: Site) -> list[Void]:
    """Changes of the site, its host and its organisation."""
    about = _about(subjects_of(site))
    rows = VoidRow.objects.filter(about, organisation=site.organisation)
    # evidence gathered in the same run as the change speaks of the new state: it carries the same moment
    return [Void(change=row.change, at_ms=row.at_ms - 1) for row in rows]


def _note_changes(organisation: Organisation, seen: Observation) -> None:
    earlier = _rows(organisation, [seen.subject]).filter(taken_at_ms__lt=seen.taken_at_ms)
    last = earlier.filter(_speaks_of(seen)).order_by("-taken_at_ms", "-index").first()
    before = observation(last) if last is not None else None
    if before is None:
        return
    for change in changes_between(before.fact, seen.fact):
        VoidRow.objects.get_or_create(
            subject_kind=seen.subject.kind,
            subject_id=seen.subject.id,
            change=change,
            at_ms=seen.taken_at_ms,
            defaults={"organisation": organisation},
        )


def _speaks_of(seen: Observation) -> Q:
    """The observations to compare with: like ones, and for a look that found nothing also what it looked for."""
    like = Q(key=key_of(seen))
    if isinstance(seen.fact, NotSeen):
        like |= Q(key__startswith=f"{seen.fact.wanted}|", key__endswith=f"|{seen.source}|{seen.vantage.value}")
    return like


def _rows(organisation: Organisation, subjects: list[Subject]) -> QuerySet[FactRow]:
    return FactRow.objects.filter(_about(subjects), organisation=organisation).select_related("organisation")


def _about(subjects: list[Subject]) -> Q:
    about = Q()
    for subject in subjects:
        about |= Q(subject_kind=subject.kind, subject_id=subject.id)
    return about
