"""Mail, and signs of life: ours to others, others' to us."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up
from rempart.notices.actions import set_mail as mail_actions
from rempart.notices.actions import watch_peers
from rempart.notices.actions.report_life import set_pulse
from rempart.notices.store.models import MailServer, Peer, Pulse
from rempart.notices.web.forms import MailForm, PeerForm, PulseForm
from rempart.notices.web.page import moment, show, zone_of
from rempart.notices.web.words import outcome

SECRET_MAX = 64


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    """Server and sender; saving sends a test mail to whoever saved."""
    fence.demand_everywhere(request, Permission.OPERATE)
    me, row = fence.account(request), MailServer.objects.filter(one=1).first()
    first = {name: getattr(row, name) for name in ("host", "port", "security", "user", "sender")} if row else {}
    form = MailForm(posted(request), initial=first, auto_id="m_%s")
    if request.method == "POST" and form.is_valid():
        mail_actions.set_mail(me, fence.tenant(request), form.wish())
        _send_test(request)
        return redirect("notice_mail")
    return show(request, "mail", "notice_mail", form, form=form, server=row, to=me.email)


def _send_test(request: HttpRequest) -> None:
    me = fence.account(request)
    text = _("This mail shows that Rempart can send mail. Type this code on the page Mail: {code}")
    code = mail_actions.send_test(me, fence.tenant(request), me.email, _("Rempart: a test mail"), text + "\n")
    if code:
        messages.error(request, outcome(code))
    else:
        messages.success(request, _("A test mail is on its way to %(address)s.") % {"address": me.email})


@login_required
@require_POST
@step_up
def try_mail(request: HttpRequest) -> HttpResponse:
    """Send the test again, or type what stood in it."""
    fence.demand_everywhere(request, Permission.OPERATE)
    if request.POST.get("do") == "again":
        _send_test(request)
    elif mail_actions.confirm(fence.account(request), fence.tenant(request), request.POST.get("code", "")):
        messages.success(request, _("Mail works."))
    else:
        messages.error(request, _("This is not the code of the newest test mail."))
    return redirect("notice_mail")


@login_required
@require_http_methods(["GET", "POST"])
def peers(request: HttpRequest) -> HttpResponse:
    """Who reports here, and where we report."""
    fence.demand_everywhere(request, Permission.MANAGE_NOTICES)
    form, secret = PeerForm(posted(request), auto_id="p_%s"), ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            secret = watch_peers.add_peer(
                fence.account(request), fence.tenant(request), said["name"], said["every_s"]
            ).secret
        except watch_peers.TooMany:
            form.add_error(None, _("Two hundred are watched already. Remove one first."))
        else:
            form = PeerForm(auto_id="p_%s")
    zone = zone_of(request)
    rows = Peer.objects.filter(organisation=fence.tenant(request)).order_by("pk")
    lines = [{"peer": row, "last": moment(row.last_ms, zone) if row.last_ms else ""} for row in rows]
    pulse = Pulse.objects.filter(one=1).first()
    told = {
        "row": pulse, "last": moment(pulse.last_ok_ms, zone) if pulse and pulse.last_ok_ms else "",
        "trouble": outcome(pulse.code) if pulse and pulse.code else "",
    }  # fmt: skip
    address = request.build_absolute_uri(f"/beat/{secret}") if secret else ""
    pulse_form = PulseForm(initial={"every_s": pulse.every_s} if pulse else {}, auto_id="u_%s")
    may_operate = fence.may_everywhere(request, Permission.OPERATE)
    return show(
        request, "peers", "notice_peers", form, form=form, lines=lines, pulse=told, pulse_form=pulse_form,
        address=address, may_operate=may_operate,
    )  # fmt: skip


@login_required
@require_POST
@step_up
def pulse(request: HttpRequest) -> HttpResponse:
    """Where this installation reports that it lives."""
    fence.demand_everywhere(request, Permission.OPERATE)
    form = PulseForm(posted(request), auto_id="u_%s")
    if form.is_valid():
        set_pulse(fence.account(request), fence.tenant(request), form.cleaned_data["url"], form.cleaned_data["every_s"])
        messages.success(request, _("Saved."))
    else:
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
    return redirect("notice_peers")


@login_required
@require_POST
def remove_peer(request: HttpRequest, uid: str) -> HttpResponse:
    """No longer watched."""
    fence.demand_everywhere(request, Permission.MANAGE_NOTICES)
    watch_peers.remove_peer(fence.account(request), fence.fetch(request, Peer, uid, Permission.MANAGE_NOTICES))
    messages.success(request, _("Removed."))
    return redirect("notice_peers")


@csrf_exempt
@require_http_methods(["POST", "GET", "HEAD"])
def beat(request: HttpRequest, secret: str) -> HttpResponse:
    """A sign of life; without an account, by a secret that can do nothing else."""
    known = len(secret) <= SECRET_MAX and watch_peers.hear(secret)
    return HttpResponse("ok\n" if known else "unknown\n", status=200 if known else 404, content_type="text/plain")
