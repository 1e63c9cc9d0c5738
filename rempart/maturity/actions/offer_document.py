"""Offer a document as evidence of a control, and review one; it counts only after someone else reviewed it."""

import hashlib
from pathlib import Path

from rempart.directory.actions.action import action, demand_person, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Membership, Site
from rempart.facts.document import Document
from rempart.ledger import durable
from rempart.maturity.actions.record_claims import claim
from rempart.maturity.store.models import StoredDocument
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass
from rempart.terms.scope import Subject

MAX_BYTES = 10 * 1_048_576  # a signed contract scanned in colour; larger files are archives, not evidence
MAX_DAYS = 365
DOCUMENTS = "documents"  # folder below the data folder; file names are digests


def offer_document(
    actor: Account,
    site: Site,
    control: str,
    *,
    title: str,
    issuer: str,
    issued_by_host: bool,
    content: bytes,
    days: int,
    folder: Path,
) -> StoredDocument:
    """Keeps the bytes under their digest and records the claim, unreviewed. Raises ValueError on a limit."""
    if not content or len(content) > MAX_BYTES:
        raise ValueError("Choose a file of at most 10 MB")
    if not title.strip() or not issuer.strip() or not 1 <= days <= MAX_DAYS:
        raise ValueError("Give the document a title, say who issued it, and for how many days it holds (1 to 365)")
    sha256 = hashlib.sha256(content).hexdigest()
    _keep(folder, sha256, content)
    with action(actor, site.organisation, Permission.CLAIM, site) as record:
        stored = StoredDocument.objects.create(
            organisation=site.organisation,
            site=site,
            control=control,
            title=title.strip(),
            sha256=sha256,
            size_bytes=len(content),
            issuer=issuer.strip(),
            issued_by_host=issued_by_host,
            offered_by=actor,
            expires_at_ms=now_ms() + days * DAY_S * 1000,
        )
        claim(
            record,
            Subject("site", site.uid),
            [_fact(stored, None)],
            evidence=EvidenceClass.DOCUMENTED,
            source=f"document:{sha256[:16]}",
        )
    return stored


def review_document(actor: Account, stored: StoredDocument, *, shows: bool) -> None:
    """The reviewer says whether it shows the control in force.

    Raises ValueError when the reviewer issued it, when it has ended, and when somebody was faster.
    A firm of one may review what its host issued.
    """
    demand_person()
    if not may_review(actor, stored):
        raise ValueError("Someone other than the person who offered this document must review it")
    if stored.expires_at_ms <= now_ms():
        raise ValueError("This document has ended; offer the current one")
    with action(actor, stored.organisation, Permission.REVIEW, stored) as record:
        waiting = StoredDocument.objects.filter(pk=stored.pk, reviewed_at_ms=None)
        if waiting.update(reviewed_at_ms=now_ms(), shows=shows) != 1:
            raise ValueError("This document was reviewed already; offer it again if that was wrong")
        stored.shows = shows
        fact = _fact(stored, f"account:{actor.uid}")
        claim(
            record,
            Subject("site", stored.site.uid),
            [fact],
            evidence=EvidenceClass.DOCUMENTED,
            source=f"document:{stored.sha256[:16]}",
        )


def may_review(actor: Account, stored: StoredDocument) -> bool:
    """Not the one who offered it, except alone in the organisation with a document of the host's."""
    if stored.offered_by_id != actor.pk:
        return True
    alone = Membership.objects.filter(organisation=stored.organisation).count() == 1
    return alone and stored.issued_by_host


def _fact(stored: StoredDocument, reviewer: str | None) -> Document:
    author = "host" if stored.issued_by_host else f"account:{stored.offered_by.uid if stored.offered_by else '-'}"
    return Document(
        control=stored.control,
        sha256=stored.sha256,
        author=author,
        reviewer=reviewer,
        shows=stored.shows,
        expires_at_ms=stored.expires_at_ms,
    )


def _keep(folder: Path, sha256: str, content: bytes) -> None:
    place = folder / DOCUMENTS
    if not place.is_dir():
        place.mkdir(mode=0o700, exist_ok=True)
        durable.sync(folder)
    durable.put(place / sha256, content)  # on the disk before the record speaks of it
