"""After an emergency: somebody writes down what was done and why, two others sign it."""

import hashlib

from rempart.access.store.break_glass import SealedAccess, SealedSignature
from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.directory.store.standing import counts_as
from rempart.events import break_glass as events
from rempart.terms.scope import Subject

NEEDED = 2
REVIEW_MAX = 5_000  # characters


class NotYet(ValueError):
    """`code`: open (it still runs), written, unwritten, same (who wrote or signed already), done."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def write_review(actor: Account, access: SealedAccess, text: str) -> None:
    """The words stay out of the entry; their SHA-256 stands there. Raises NotYet."""
    with action(actor, access.organisation, Permission.GRANT_PRIVILEGE) as record:
        access.refresh_from_db()
        if access.state != SealedAccess.CLOSED:
            raise NotYet("open")
        if access.review or not text.strip() or len(text) > REVIEW_MAX:
            raise NotYet("written" if access.review else "unwritten")
        access.review, access.reviewed_by = text.strip(), actor
        access.save(update_fields=["review", "reviewed_by"])
        body = {"sha256": hashlib.sha256(access.review.encode()).hexdigest()}
        record.event(events.REVIEWED, Subject("break_glass", access.uid), body)


def sign_review(actor: Account, access: SealedAccess) -> None:
    """Three people: who wrote, and two who sign; cover and second accounts count as the same. Raises NotYet."""
    with action(actor, access.organisation, Permission.GRANT_PRIVILEGE) as record:
        access.refresh_from_db()
        if not access.review or access.reviewed_by is None or access.closed_ms is None:
            raise NotYet("unwritten")
        if access.done_ms is not None:
            raise NotYet("done")
        rows = SealedSignature.objects.filter(access=access).select_related("account").order_by("pk")
        signed, moment = [row.account for row in rows], now_ms()
        taken: set[int] = set()
        for one in (access.reviewed_by, *signed):
            taken |= counts_as(one, access.organisation, access.closed_ms, moment)
        if taken & counts_as(actor, access.organisation, access.closed_ms, moment):
            raise NotYet("same")
        SealedSignature.objects.create(access=access, account=actor, at_ms=moment)
        count = len(signed) + 1
        if count >= NEEDED:
            SealedAccess.objects.filter(pk=access.pk).update(done_ms=moment)
        record.event(events.SIGNED, Subject("break_glass", access.uid), {"count": count, "needed": NEEDED})
