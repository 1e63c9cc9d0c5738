"""What waits for a member in rights and reviews."""

from django.http import HttpRequest

from rempart.directory.core.roles import Permission
from rempart.directory.store.reviews import ReviewItem
from rempart.directory.web import fence
from rempart.directory.web.approval_views import waiting_for
from rempart.directory.web.next_step import NextStep


def approval_waits(request: HttpRequest) -> bool:
    """A colleague asked, and this person may answer."""
    return bool(waiting_for(fence.account(request), fence.tenant(request)))


def review_is_open(request: HttpRequest) -> bool:
    """Rows of the review are undecided that are not this person's own access."""
    if not fence.may_everywhere(request, Permission.REVIEW_ACCESS):
        return False
    open_rows = ReviewItem.objects.filter(organisation=fence.tenant(request), review__ended_at_ms=None, decision="")
    return open_rows.exclude(account=fence.account(request)).exists()


STEPS = (NextStep(10, "approvals", approval_waits), NextStep(30, "access_review", review_is_open))
