"""API tokens: one's own, everybody's for whoever manages them; the secret of a new one is shown once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.end_token import end_token
from rempart.directory.actions.make_token import TOKENS_MAX, Made, TooMany, make_token
from rempart.directory.core.roles import Permission
from rempart.directory.store.tokens import ApiToken
from rempart.directory.web import fence
from rempart.directory.web.page import posted, show
from rempart.directory.web.step_up import step_up
from rempart.directory.web.token_form import TokenForm
from rempart.directory.web.words import right_word
from rempart.terms.duration import DAY_S

PAGE = 100  # tokens shown at once
ENDED_SHOWN_S = 90 * DAY_S  # those that ended or expired stay listed so long


@login_required
@require_GET
def tokens(request: HttpRequest) -> HttpResponse:
    """The list."""
    fence.demand_anything(request)
    return _page(request)


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make one for oneself; what it may do is chosen from what its maker may do."""
    fence.demand_everywhere(request, Permission.MANAGE_TOKENS)
    form = TokenForm(posted(request), held=_held(request), auto_id="t_%s")
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = make_token(
                fence.account(request), fence.tenant(request), said["name"], form.rights(), days=said["days"]
            )
        except TooMany:
            form.add_error(None, _("You hold %(most)s tokens. End one first.") % {"most": TOKENS_MAX})
        else:
            return _uncached(_page(request, made))
    return show(request, "new_token", "api_tokens", form, form=form)


@login_required
@require_POST
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """At once. Another's only for whoever manages tokens; to everyone else it is not there."""
    row = _reached(request).filter(uid=uid).first()
    if row is None:
        raise Http404
    end_token(fence.account(request), row)
    messages.success(request, _("It has ended. Programs that used it are refused from now on."))
    return redirect("api_tokens")


def _reached(request: HttpRequest) -> QuerySet[ApiToken]:
    rows = ApiToken.objects.filter(organisation=fence.tenant(request)).select_related("account", "organisation")
    if not fence.may_everywhere(request, Permission.MANAGE_TOKENS):
        rows = rows.filter(account=fence.account(request))
    return rows


def _held(request: HttpRequest) -> frozenset[Permission]:
    return frozenset().union(*(grant.permissions for grant in fence.standing(request).grants))


def _page(request: HttpRequest, made: Made | None = None) -> HttpResponse:
    moment = now_ms()
    recent = moment - ENDED_SHOWN_S * 1000
    rows = _reached(request).filter(expires_at_ms__gt=recent).exclude(ended_at_ms__lte=recent)
    ordered = rows.order_by(F("ended_at_ms").asc(nulls_first=True), "-expires_at_ms", "pk")  # live ones first
    shown = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "tokens",
        "api_tokens",
        rows=shown,
        lines=[_line(row, moment) for row in shown],
        made=made,
        may_make=fence.may_everywhere(request, Permission.MANAGE_TOKENS),
    )


def _line(row: ApiToken, at_ms: int) -> dict[str, Any]:
    return {
        "row": row,
        "rights": [right_word(str(name)) for name in row.permissions],
        "is_live": row.ended_at_ms is None and row.expires_at_ms > at_ms,
    }


def _uncached(response: HttpResponse) -> HttpResponse:
    """The one page with a secret on it: no cache keeps it, not even the browser's own."""
    response.headers["Cache-Control"] = "no-store"
    return response
