"""Triage: what was reported, in piles; one mail at a time, decided for all who reported it; and the mailbox."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rempart.channel.sealed import Unreadable
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Organisation
from rempart.directory.web import fence
from rempart.directory.web.page import Tab, posted
from rempart.directory.web.step_up import step_up
from rempart.mail.actions.decide_cluster import decide_cluster
from rempart.mail.actions.set_mailbox import NEEDED, end_mailbox, set_mailbox, try_mailbox
from rempart.mail.core.reported.states import Decision, Pile
from rempart.mail.store.reports import Cluster, Mailbox
from rempart.mail.web import report_present as present
from rempart.mail.web.report_forms import MailboxForm, initial_of
from rempart.mail.web.report_words import DECISIONS, PILES, TROUBLES
from rempart.mail.web.rooms import rooms

PAGE = 50  # clusters shown at once
KEYS = ("1", "2", "3", "4")  # with the browser's own modifier, in the order of the decisions


def pile_of(organisation: Organisation, pile: str) -> QuerySet[Cluster]:
    """The most suspicious first, then the oldest; decided ones the newest first."""
    rows = Cluster.objects.filter(organisation=organisation)
    if pile == "decided":
        return rows.exclude(decision="").order_by("-decided_ms", "-pk")
    return rows.filter(pile=pile, decision="").order_by("-likelihood", "opened_ms", "pk")


@login_required
@require_GET
def triage(request: HttpRequest) -> HttpResponse:
    """One pile of it."""
    fence.demand_everywhere(request, Permission.TRIAGE)
    organisation = fence.tenant(request)
    pile = request.GET.get("pile", "")
    pile = pile if pile in PILES else Pile.QUEUE
    shown = Paginator(pile_of(organisation, pile), PAGE).get_page(request.GET.get("page"))
    counts = {one: pile_of(organisation, one).count() for one in PILES}
    piles = [Tab(f"{word} ({counts[one]})", f"?pile={one}", one == pile) for one, word in PILES.items()]
    context = {
        "section": "mail", "tabs": rooms(request, "triage"), "piles": piles, "pile": pile, "shown": shown,
        "lines": [present.line_of(one) for one in shown], "counts": counts, "words": DECISIONS,
        "has_mailbox": Mailbox.objects.filter(organisation=organisation, is_on=True).exists(),
    }  # fmt: skip
    return render(request, "mail/triage.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, uid: str) -> HttpResponse:
    """One mail. Its decision leads to the next one of the pile."""
    fence.demand_everywhere(request, Permission.TRIAGE)
    row = fence.fetch(request, Cluster, uid, Permission.TRIAGE)
    if request.method == "POST":
        said = request.POST.get("decision", "")
        if said in set(Decision):
            decide_cluster(fence.account(request), row, Decision(said))
            messages.success(request, _("Everybody who reported it is answered."))
            following = pile_of(row.organisation, row.pile).first()
            return redirect("triage_one", uid=following.uid) if following else redirect("triage")
        messages.error(request, _("Choose one of the four."))
    mail = present.shown(row)
    context = {
        "section": "mail", "row": row, "mail": mail, "line": present.line_of(row), "pile": row.pile,
        "found": present.found_of(row, get_language() or "en"), "searches": present.searches(row, mail),
        "choices": [(one, word, key, one == row.decision) for (one, word), key in zip(DECISIONS.items(), KEYS, strict=True)],
        "pullers": present.pullers(), "pile_word": PILES[row.pile],
        "crumbs": [{"label": _("Triage"), "href": "/triage/"}, {"label": _("One mail"), "href": ""}],
    }  # fmt: skip
    return render(request, "mail/triage_one.html", context, status=422 if request.method == "POST" else 200)


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def mailbox(request: HttpRequest) -> HttpResponse:
    """Set it; it is opened once right away, and the page says what came of that."""
    fence.demand_everywhere(request, NEEDED)
    organisation = fence.tenant(request)
    row = Mailbox.objects.filter(organisation=organisation).first()
    form = MailboxForm(posted(request), initial=initial_of(row), auto_id="m_%s")
    if request.method == "POST" and form.is_valid():
        set_mailbox(fence.account(request), organisation, form.wish())
        return _tried(request, organisation)
    context = {
        "section": "mail", "tabs": rooms(request, "report_mailbox"), "form": form, "row": row,
        "trouble": TROUBLES.get(row.trouble, row.trouble) if row and row.trouble else "",
    }  # fmt: skip
    return render(request, "mail/mailbox.html", context, status=422 if form.is_bound and form.errors else 200)


@login_required
@step_up
@require_POST
def mailbox_do(request: HttpRequest) -> HttpResponse:
    """Try it again, or read it no more."""
    fence.demand_everywhere(request, NEEDED)
    organisation = fence.tenant(request)
    if request.POST.get("do") == "end":
        end_mailbox(fence.account(request), organisation)
        messages.success(request, _("It is no longer read. What came by it stays."))
        return redirect("report_mailbox")
    return _tried(request, organisation)


def _tried(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    try:
        code = try_mailbox(fence.account(request), organisation)
    except Unreadable:
        code = "unreadable"
    if code:
        messages.error(request, str(TROUBLES.get(code, code)))
    else:
        messages.success(request, _("It could be opened. It is read every minute."))
    return redirect("report_mailbox")
