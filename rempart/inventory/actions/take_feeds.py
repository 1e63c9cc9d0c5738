"""Feed files become rows within seconds of their arrival, in batches; whoever is concerned is matched again."""

import hashlib
import time
from collections.abc import Sequence

import msgspec
from django.db import transaction

from rempart.directory.actions.action import SYSTEM, now_ms, raw_connection
from rempart.events import inventory as events
from rempart.events.kind import EventKind
from rempart.inventory.core.flaw import Flaw
from rempart.inventory.core.formats import read_feed
from rempart.inventory.core.pieces import pieces
from rempart.inventory.core.reading import BadFeed, Read
from rempart.inventory.store import folder
from rempart.inventory.store.models import Feed, FlawPart, KnownFlaw, Survey
from rempart.ledger import store
from rempart.ledger.entry import Entry
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

STALE_MS = 3 * DAY_S * 1_000  # public feeds change daily; a weekend without delivery is said
BATCH = 300  # flaws of one transaction: well under a second of writing
SHRUNK_FROM, SHRUNK_SHARE = 100, 0.5  # half a feed is no correction: a cut file must not end what it no longer tells
SETTLED_MS = 2_000  # a file that somebody still writes is left until it rests


def take_feeds() -> bool:
    """One file that changed, or one that grew old; True when there was one."""
    for found in folder.files():
        row = Feed.objects.filter(name=found.path.name).first()
        is_known = row is not None and row.stamp == found.stamp
        if not is_known and abs(now_ms() - found.moved_ms) >= SETTLED_MS:
            take_file(found)
            return True
    return _age()


def take_file(found: folder.Found) -> Feed:
    """Read it whole, then row by row; a crash in between repeats it. What cannot be read changes nothing known."""
    row, _ = Feed.objects.get_or_create(name=found.path.name)
    arrived = now_ms()
    try:
        data = folder.read_file(found.path)
        digest = hashlib.sha256(data).hexdigest()
        if digest == row.digest and not row.trouble:
            _keep(row, found, {"fresh_ms": arrived, "is_stale": False}, events.FEED_READ if row.is_stale else None, 0)
            return row
        read = read_feed(data)
        if row.flaws > SHRUNK_FROM and len(read.flaws) < row.flaws * SHRUNK_SHARE:
            raise BadFeed("shrunk")
    except BadFeed as bad:
        _refuse(row, found, bad.code)
    except OSError:
        _refuse(row, found, "unreadable")
    else:
        fresh = take_flaws(row, read.flaws, arrived)
        match_all()
        _keep(
            row,
            found,
            {**_values(read), "digest": digest, "fresh_ms": arrived, "read_ms": now_ms()},
            events.FEED_READ,
            fresh,
        )
    return row


def _values(read: Read) -> dict[str, object]:
    dates = [at for flaw in read.flaws for at in (flaw.published_ms, flaw.updated_ms) if at is not None]
    counts = {"flaws": len(read.flaws), "skipped": read.skipped, "other": read.other, "format": read.format}
    return {**counts, "newest_ms": max(dates, default=None), "trouble": "", "is_stale": False}


def take_flaws(feed: Feed, flaws: Sequence[Flaw], arrived: int) -> int:
    """How many are new or changed. Unchanged ones cost one look; those the feed no longer tells go."""
    known = {
        ident: (pk, mark)
        for pk, ident, mark in KnownFlaw.objects.filter(feed=feed).values_list("pk", "ident", "digest")
    }
    marks = {flaw.id: _mark(flaw) for flaw in flaws}
    changed = [flaw for flaw in flaws if known.get(flaw.id, (0, ""))[1] != marks[flaw.id]]
    for some in pieces(changed, BATCH):
        with transaction.atomic():
            _write(feed, some, {flaw.id: known[flaw.id][0] for flaw in some if flaw.id in known}, marks, arrived)
    for gone in pieces([pk for ident, (pk, _) in known.items() if ident not in marks], BATCH):
        with transaction.atomic():
            KnownFlaw.objects.filter(pk__in=gone).delete()
    return len(changed)


def _write(feed: Feed, flaws: Sequence[Flaw], old: dict[str, int], marks: dict[str, str], arrived: int) -> None:
    FlawPart.objects.filter(flaw__in=old.values()).delete()
    rows = [
        KnownFlaw(
            pk=old.get(flaw.id), feed=feed, ident=flaw.id, key=flaw.key, digest=marks[flaw.id], score=flaw.score,
            cwe=flaw.cwe, published_ms=flaw.published_ms, arrived_ms=arrived,
        )
        for flaw in flaws
    ]  # fmt: skip
    KnownFlaw.objects.bulk_create([row for row in rows if row.pk is None])
    KnownFlaw.objects.bulk_update(
        [row for row in rows if row.ident in old], ["key", "digest", "score", "cwe", "published_ms"]
    )
    FlawPart.objects.bulk_create(
        FlawPart(
            flaw=row, type=part.type, slug=part.slug, fixed_in=list(part.fixed_in),
            spans=[[span.low, span.low_in, span.high, span.high_in] for span in part.spans],
        )
        for row, flaw in zip(rows, flaws, strict=True) for part in flaw.parts
    )  # fmt: skip


def match_all() -> None:
    """Every site is compared anew. Row by row, so that nobody waits for another's lock; a crash before the feed's digest
    is kept repeats all of it."""
    for pk in list(Survey.objects.filter(due=False).order_by("pk").values_list("pk", flat=True)):
        Survey.objects.filter(pk=pk).update(due=True)


def _mark(flaw: Flaw) -> str:
    return hashlib.sha256(msgspec.json.encode(flaw)).hexdigest()[:32]


def _refuse(row: Feed, found: folder.Found, code: str) -> None:
    _keep(row, found, {"trouble": code}, events.FEED_REFUSED, 0)


def _keep(row: Feed, found: folder.Found, values: dict[str, object], kind: EventKind | None, fresh: int) -> None:
    with transaction.atomic():
        for name, value in {**values, "stamp": found.stamp}.items():
            setattr(row, name, value)
        row.save()
        if kind is not None:
            note(kind, row, fresh=fresh)


def _age() -> bool:
    old = Feed.objects.filter(is_stale=False, fresh_ms__gt=0, fresh_ms__lt=now_ms() - STALE_MS).order_by("pk").first()
    if old is None:
        return False
    with transaction.atomic():
        if Feed.objects.filter(pk=old.pk, is_stale=False).update(is_stale=True) == 1:
            note(events.FEED_AGED, old)
    return True


def drop_feed(row: Feed) -> int:
    """Its flaws go with it, batch by batch; the file too, where it is here. How many there were."""
    (folder.feeds_folder() / row.name).unlink(missing_ok=True)
    gone = KnownFlaw.objects.filter(feed=row).count()
    take_flaws(row, (), now_ms())
    match_all()
    with transaction.atomic():
        row.flaws = gone
        note(events.FEED_DROPPED, row)
        Feed.objects.filter(pk=row.pk).delete()
    return gone


def note(kind: EventKind, row: Feed, fresh: int = 0) -> None:
    """In the installation's own log, in the caller's transaction: feeds are the operator's."""
    days = max(0, now_ms() - row.fresh_ms) // (DAY_S * 1_000)
    body = {"feed": row.name, "flaws": row.flaws, "fresh": fresh, "fault": row.trouble or "none", "days": days}
    at_ms = time.time_ns() // 1_000_000
    store.append(
        raw_connection(), [Entry(kind.name, "", Subject("feed", row.name), at_ms, SYSTEM, body, schema=kind.schema)]
    )
