"""Where an account is open, and ending that; how somebody without a factor of their own shows who they are again."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from rempart.access.actions import end_session
from rempart.access.store.models import Provider, SignIn
from rempart.access.web.keeper import ROW
from rempart.access.web.words import kind_word, way_words, why_word
from rempart.directory.web import fence

MOST_ENDED = 20  # of the last thirty days, the newest


@login_required
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Open ones first; those that ended lately say why."""
    mine = SignIn.objects.filter(account=fence.account(request)).order_by("-seen_ms", "-pk")
    own = request.session.get(ROW, "")
    context = {
        "open": [_row(row, own) for row in mine.filter(ended_ms=None)],
        "ended": [_row(row, own) for row in mine.exclude(ended_ms=None)[:MOST_ENDED]],
        "section": "account",
    }
    return render(request, "access/sessions.html", context)


def _row(row: SignIn, own: str) -> dict[str, Any]:
    return {
        "row": row,
        "is_own": row.uid == own,
        "browser": " · ".join(word for word in (row.family, row.system) if word) or _("unknown browser"),
        "kind": kind_word(row.kind),
        "country": row.country or _("unknown"),
        "way": way_words(row.way),
        "why": why_word(row.why_ended),
    }


@login_required
@require_POST
def end_one(request: HttpRequest, uid: str) -> HttpResponse:
    """A stranger's session is not found, nor is one that has ended."""
    account = fence.account(request)
    row = SignIn.objects.filter(uid=uid, account=account, ended_ms=None).first()
    if row is None:
        raise Http404
    end_session.revoke(account, [row])
    messages.success(request, _("That session has ended."))
    return redirect("access_sessions")


@login_required
@require_POST
def end_all(request: HttpRequest) -> HttpResponse:
    """All but this one."""
    account = fence.account(request)
    others = SignIn.objects.filter(account=account, ended_ms=None).exclude(uid=request.session.get(ROW, ""))
    rows = list(others)
    count = end_session.revoke(account, rows) if rows else 0
    said = ngettext("{count} other session has ended.", "{count} other sessions have ended.", count)
    messages.success(request, said.format(count=count))
    return redirect("access_sessions")


@login_required
@require_GET
def confirm(request: HttpRequest) -> HttpResponse:
    """For accounts that come in through their organisation's provider: go there again."""
    linked = SocialAccount.objects.filter(user=fence.account(request)).values_list("provider", flat=True)
    providers = Provider.objects.filter(uid__in=list(linked), is_on=True).order_by("name")
    context = {"providers": providers, "next": get_next_redirect_url(request) or "/", "section": "account"}
    return render(request, "access/confirm.html", context)
