"""Report a mail, see what became of one's own, and the button for one's mail program."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rempart.design.formats import short_language
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.mail.actions.report_keys import KEYS_MAX, MadeKey, TooManyKeys, end_key, make_key
from rempart.mail.actions.take_report import Empty, Taken, TooLarge, TooMany, report_mail
from rempart.mail.buttons.thunderbird import FILE_NAME, xpi
from rempart.mail.core.reported import answers
from rempart.mail.core.reported.limits import A_DAY, MAX_MAIL
from rempart.mail.core.reported.states import Way
from rempart.mail.store.reports import Mailbox, ReportKey
from rempart.mail.web.bounded import bounded
from rempart.mail.web.report_forms import ReportForm
from rempart.mail.web.report_present import own_reports
from rempart.mail.web.rooms import rooms


def _too_large(request: HttpRequest) -> HttpResponse:
    """Without reading it, so that what was typed is lost; a mail in a file is not."""
    form = ReportForm(auto_id="r_%s")
    messages.error(request, _("The mail is larger than 16 MB. Paste its header lines instead."))
    return _page(request, form, 413)


@bounded(MAX_MAIL, login_required(_too_large))
@login_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Anybody who is signed in may report; a report is always thanked."""
    form = ReportForm(posted(request), request.FILES or None, auto_id="r_%s")
    if request.method == "POST" and form.is_valid():
        try:
            taken = report_mail(fence.account(request), fence.tenant(request), form.raw(), Way.PAGE)
        except TooMany:
            form.add_error(None, _("You reported %(most)s mails or very large ones today: thank you. Send this one tomorrow, or call your security officer if it is urgent.") % {"most": A_DAY})  # fmt: skip
            return _page(request, form, 429)
        except TooLarge:
            form.add_error("file", _("The mail is larger than 16 MB. Paste its header lines instead."))
        except Empty:
            form.add_error("file", _("The file is empty."))
        else:
            messages.success(request, said_of(taken, get_language() or "en"))
            return redirect("report_mail")
    return _page(request, form, 422 if form.is_bound and form.errors else 200)


def said_of(taken: Taken, language: str) -> str:
    """What whoever reports hears at once."""
    short = short_language(language)
    if taken.is_drill:
        return answers.DRILL[short]
    decision = taken.report.cluster.decision if taken.report else ""
    return {str(one): text for one, text in answers.SAID.items()}.get(decision, answers.WAITS)[short]


def _page(request: HttpRequest, form: ReportForm, status: int = 200) -> HttpResponse:
    organisation = fence.tenant(request)
    context = {
        "section": "mail", "tabs": rooms(request, "report_mail"), "form": form,
        "own": own_reports(fence.account(request), organisation, get_language() or "en"),
        "mailbox": Mailbox.objects.filter(organisation=organisation, is_on=True).first(),
    }  # fmt: skip
    return render(request, "mail/report.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def button(request: HttpRequest) -> HttpResponse:
    """One's keys, and what to put into which mail program."""
    made: MadeKey | None = None
    if request.method == "POST":
        try:
            made = make_key(fence.account(request), fence.tenant(request))
        except TooManyKeys:
            messages.error(request, _("You hold %(most)s keys. End one first.") % {"most": KEYS_MAX})
    keys = ReportKey.objects.filter(account=fence.account(request), organisation=fence.tenant(request))
    context = {
        "section": "mail", "tabs": rooms(request, "report_button"), "made": made, "keys": keys.order_by("-made_ms"),
        "here": f"{request.scheme}://{request.get_host()}",
    }  # fmt: skip
    return render(request, "mail/button.html", context)


@login_required
@require_POST
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """One's own; anybody else's is not found."""
    mine = ReportKey.objects.filter(account=fence.account(request), organisation=fence.tenant(request), uid=uid)
    row = mine.select_related("organisation").first()
    if row is None:
        raise Http404
    end_key(fence.account(request), row)
    messages.success(request, _("It has ended. The button that used it asks for a new key."))
    return redirect("report_button")


@login_required
@require_GET
def thunderbird(request: HttpRequest) -> HttpResponse:
    """The extension, the same bytes for everybody: address and key are typed in it."""
    fence.tenant(request)
    answer = HttpResponse(xpi(), content_type="application/x-xpinstall")
    answer["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer
