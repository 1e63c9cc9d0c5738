"""The review of access each quarter: opened by itself, one decision a row, ended by the last one."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rempart.directory.actions.action import Record, action, now_ms, system_action
from rempart.directory.actions.change_role import set_role
from rempart.directory.actions.reviewable import reviewables
from rempart.directory.core.quarter import quarter_of
from rempart.directory.core.roles import GRANTS, Permission, Role
from rempart.directory.store.closures import open_ones
from rempart.directory.store.models import Account, Membership, Organisation
from rempart.directory.store.reviews import AccessReview, ReviewItem
from rempart.directory.store.standing import in_force, same_person, standing
from rempart.events import rights as events
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

SETTLED_DAYS = 30  # of an organisation; before that there is nothing that could have gone stale
DUE_DAYS = 21  # from the opening of a review until it is overdue


class OwnAccess(ValueError):
    """Nobody reviews their own access while somebody else could."""


def open_review(organisation: Organisation, actor: Account | None = None) -> AccessReview:
    """This quarter's, made if it is new. `actor` None = by itself, when the quarter begins."""
    moment = now_ms()
    quarter = quarter_of(moment)
    with transaction.atomic():
        known = AccessReview.objects.filter(organisation=organisation, quarter=quarter).first()
        if known is not None:
            return known
        opened = system_action(organisation) if actor is None else action(actor, organisation, Permission.REVIEW_ACCESS)
        with opened as record:
            due = moment + DUE_DAYS * DAY_S * 1000
            review = AccessReview.objects.create(
                organisation=organisation, quarter=quarter, opened_at_ms=moment, due_at_ms=due
            )
            items = [
                ReviewItem(
                    organisation=organisation,
                    review=review,
                    account=found.account,
                    what=unit.id,
                    ref=found.ref,
                    last_used_day=found.last_used_day,
                    unused=list(found.unused),
                    proposal=found.proposal,
                )
                for unit in reviewables().values()
                for found in unit.find(organisation)
            ]
            ReviewItem.objects.bulk_create(items, 500)
            record.event(events.REVIEW_OPENED, _subject(review), {"quarter": quarter, "items": len(items)})
    return review


def keep(actor: Account, item: ReviewItem) -> None:
    """It is needed. Raises OwnAccess."""
    _decide(actor, item, ReviewItem.KEPT, lambda record: None)


def revoke(actor: Account, item: ReviewItem) -> None:
    """Take it away. Raises OwnAccess, LastOwner; PermissionDenied for more than the actor could give."""
    _decide(actor, item, ReviewItem.REVOKED, lambda record: reviewables()[item.what].revoke(record, item.ref))


def reduce(actor: Account, item: ReviewItem) -> None:
    """To the smaller role that was proposed. Raises OwnAccess, LastOwner; ValueError where it is not smaller now."""

    def change(record: Record) -> None:
        member = Membership.objects.select_related("account").get(organisation=item.organisation, uid=item.ref)
        word, _, smaller = item.proposal.partition(":")
        if item.what != "membership" or word != "reduce" or not GRANTS[Role(smaller)] < GRANTS[Role(member.role)]:
            raise ValueError("no smaller role was proposed")
        set_role(record, member, Role(smaller))

    _decide(actor, item, ReviewItem.REDUCED, change)


def _decide(actor: Account, item: ReviewItem, decision: str, change: Callable[[Record], None]) -> None:
    """Deciding twice changes nothing; a row that is gone by now is noted as gone."""
    organisation = item.organisation
    with transaction.atomic():
        item = ReviewItem.objects.select_for_update(of=("self",)).select_related("review", "account").get(pk=item.pk)
        if item.decision:
            return
        with action(actor, organisation, Permission.REVIEW_ACCESS) as record:
            if item.account_id in same_person(actor) and _another_reviewer(actor, organisation):
                raise OwnAccess
            unit = reviewables().get(item.what)
            gives = unit.holds(organisation, item.ref) if unit else None
            if gives is None:
                decision = ReviewItem.GONE
            elif decision != ReviewItem.KEPT:
                if not gives <= standing(actor, organisation, now_ms()).decides():
                    raise PermissionDenied("more than the reviewer holds")
                change(record)
            item.decision, item.decided_by, item.decided_at_ms = decision, actor, now_ms()
            item.save(update_fields=["decision", "decided_by", "decided_at_ms"])
            body = {"decision": decision, "what": item.what, "review": item.review.uid}
            record.event(events.REVIEW_DECIDED, Subject("account", item.account.uid), body)
            _end_if_done(record, item.review)


def _another_reviewer(actor: Account, organisation: Organisation) -> bool:
    members = in_force(now_ms()).filter(organisation=organisation, is_scoped=False)
    others = members.exclude(account__in=same_person(actor)).select_related("account")
    return any(
        Permission.REVIEW_ACCESS in GRANTS[Role(one.role)] and one.account.has_usable_password() for one in others
    )


def _end_if_done(record: Record, review: AccessReview) -> None:
    items = ReviewItem.objects.filter(review=review)
    if items.filter(decision="").exists():
        return
    AccessReview.objects.filter(pk=review.pk).update(ended_at_ms=now_ms())
    taken = items.filter(decision__in=(ReviewItem.REVOKED, ReviewItem.REDUCED)).count()
    kept = items.filter(decision=ReviewItem.KEPT).count()
    body = {"quarter": review.quarter, "kept": kept, "revoked": taken}
    record.event(events.REVIEW_ENDED, _subject(review), body)


def review_what_is_due() -> bool:
    """Opens the quarter's reviews, and says once when one is overdue. One organisation at a time; True = more."""
    moment = now_ms()
    done = AccessReview.objects.filter(quarter=quarter_of(moment)).values("organisation")
    settled = datetime.fromtimestamp(moment / 1000 - SETTLED_DAYS * DAY_S, UTC)
    waiting = open_ones().filter(created_at__lte=settled).exclude(pk__in=done).first()
    if waiting is not None:
        open_review(waiting)
        return True
    late = AccessReview.objects.filter(
        ended_at_ms=None, told_overdue_at_ms=None, due_at_ms__lte=moment, organisation__closure=None
    )
    review = late.select_related("organisation").order_by("pk").first()
    if review is None:
        return False
    with transaction.atomic():
        if late.filter(pk=review.pk).update(told_overdue_at_ms=moment) == 1:
            with system_action(review.organisation) as record:
                still = ReviewItem.objects.filter(review=review, decision="").count()
                body = {"quarter": review.quarter, "open": still}
                record.event(events.REVIEW_OVERDUE, _subject(review), body)
    return True


def _subject(review: AccessReview) -> Subject:
    return Subject("review", review.uid)
