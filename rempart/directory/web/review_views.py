"""The review of access: every row with when it was last used, and one click to keep or to take away."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.review_access import OwnAccess, keep, open_review, reduce, revoke
from rempart.directory.actions.reviewable import reviewables
from rempart.directory.core.roles import Permission
from rempart.directory.store.members import LastOwner
from rempart.directory.store.models import Membership
from rempart.directory.store.reviews import AccessReview, ReviewItem
from rempart.directory.web import fence
from rempart.directory.web.page import show
from rempart.directory.web.step_up import step_up
from rempart.directory.web.words import in_language, right_word
from rempart.terms.duration import DAY_S

PAGE = 100  # rows shown at once
DECISIONS = {"keep": keep, "reduce": reduce, "revoke": revoke}


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """The newest review; a POST begins one, or decides about one row."""
    fence.demand_everywhere(request, Permission.REVIEW_ACCESS)
    organisation = fence.tenant(request)
    if request.method == "POST":
        if request.POST.get("do") == "open":
            open_review(organisation, fence.account(request))
        else:
            _decide(request)
        return redirect("access_review")
    newest = AccessReview.objects.filter(organisation=organisation).order_by("-opened_at_ms", "-pk").first()
    items = ReviewItem.objects.filter(review=newest).select_related("account", "decided_by").order_by("decision", "pk")
    shown = Paginator(items, PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "review",
        "access_review",
        review=newest,
        rows=shown,
        lines=[_line(item) for item in shown],
        open_count=items.filter(decision="").count(),
        is_late=newest is not None and newest.ended_at_ms is None and newest.due_at_ms <= now_ms(),
    )


def _decide(request: HttpRequest) -> None:
    named = {"organisation": fence.tenant(request), "uid": request.POST.get("item", "")}
    item = ReviewItem.objects.filter(**named).first()
    decide = DECISIONS.get(request.POST.get("do", ""))
    if item is None or decide is None:
        raise Http404
    try:
        decide(fence.account(request), item)
        messages.success(request, _("Saved."))
    except OwnAccess:
        messages.error(request, _("Somebody else looks at your own access."))
    except LastOwner:
        messages.error(request, _("This is the last owner who can sign in. Make someone else an owner first."))
    except PermissionDenied:
        messages.error(request, _("This gives more than your own role does. An owner decides about it."))
    except ValueError:
        messages.error(request, _("This has changed since the review began. Keep it, or take it away."))


def _line(item: ReviewItem) -> dict[str, Any]:
    unit = reviewables().get(item.what)
    member = Membership.objects.filter(uid=item.ref).first() if item.what == "membership" else None
    word, _sep, smaller = item.proposal.partition(":")
    last = item.last_used_day
    return {
        "item": item,
        "title": in_language(unit.title_en, unit.title_fr, unit.title_zh) if unit else item.what,
        "detail": right_word(member.role) if member else "",
        "last_ms": last * DAY_S * 1000 if last is not None else None,
        "unused": [right_word(one) for one in item.unused],
        "smaller": right_word(smaller) if word == "reduce" else "",
        "is_unused": word == "revoke",
        "decision": _decisions().get(item.decision, ""),
    }


def _decisions() -> dict[str, str]:
    return {
        ReviewItem.KEPT: pgettext("review", "kept"),
        ReviewItem.REDUCED: pgettext("review", "made smaller"),
        ReviewItem.REVOKED: pgettext("review", "taken away"),
        ReviewItem.GONE: pgettext("review", "was gone already"),
    }
