"""Home, first run, and the way from an address to a level."""

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rempart.access.web.watching import WAY
from rempart.console.first_page import due_page
from rempart.console.first_run import found_so_far
from rempart.console.forms import AccountForm, AddressForm
from rempart.console.language import COOKIE
from rempart.console.tenant import CHOSEN
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.finish_account import finish_account as complete
from rempart.directory.actions.keep_language import keep_language
from rempart.directory.actions.sign_in_links import link_is_alive, use_link
from rempart.directory.core.provisional import is_provisional
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.store.standing import in_force
from rempart.directory.web import fence
from rempart.scanner.actions.request_run import request_run
from rempart.scanner.actions.stop_run import stop_run
from rempart.scanner.store.models import Run

BY_LINK = (
    "came_by_link"  # in the session: who can print a link owns the machine, and may set a password without the old
)


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The first thing to do: what waits for this person, the desk of their role, or their sites; who may do nothing
    has lessons."""
    if getattr(request, "tenant", None) is not None and not fence.may_anything(request):
        return redirect("lessons")
    if (due := due_page(request)) is not None:
        return redirect(due)
    needed, page = (
        (Permission.READ, "wall") if fence.may(request, Permission.READ) else (Permission.READ_PROOF, "proof")
    )
    sites = list(fence.visible(request, Site.objects.order_by("pk"), needed)[:2])
    if len(sites) == 1:
        return redirect(page, uid=sites[0].uid)
    if sites and needed is Permission.READ:
        return redirect("fleet")
    return redirect("measure" if fence.may_everywhere(request, Permission.ADD_SITE) else "own_rights")


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Use a one-time link. Only the button uses it up: previews and scanners of links open what they see."""
    if request.method != "POST":
        is_alive = link_is_alive(secret)
        page = "link" if is_alive else "link_used"
        return render(request, f"console/{page}.html", status=200 if is_alive else 410)
    account = use_link(secret)
    if account is None:
        return render(request, "console/link_used.html", status=410)
    request.session.flush()  # nothing of who was here before goes along
    setattr(request, WAY, "one_time_link")
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[BY_LINK] = True
    return redirect("finish_account" if "welcome" in request.GET else "home")  # the invited set a password first


@login_required
@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest) -> HttpResponse:
    """Ask for the address of a site, and start measuring it."""
    fence.demand(request, Permission.MEASURE)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fence.demand_everywhere(request, Permission.ADD_SITE)
        target = form.cleaned_data["address"]
        account, organisation = fence.account(request), fence.tenant(request)
        site = add_site(account, organisation, target.url(""), is_private=form.cleaned_data.get("private", False))
        run = request_run(account, site)
        return redirect("progress", uid=run.uid)
    return render(
        request, "console/first_run.html", {"form": form, "section": "sites"}, status=422 if form.errors else 200
    )


@login_required
@require_GET
def progress(request: HttpRequest, uid: str) -> HttpResponse:
    """What was found so far; the same as JSON for the script that keeps the page fresh."""
    run = fence.fetch(request, Run, uid)
    context = found_so_far(run)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"state": run.state, "done": run.done, "total": run.total, "now": run.now_doing})
    if run.state == Run.DONE:
        return redirect("wall", uid=run.site.uid)
    return render(request, "console/progress.html", {**context, "run": run, "site": run.site, "section": "sites"})


@login_required
@require_POST
def stop(request: HttpRequest, uid: str) -> HttpResponse:
    """End a run; what was seen stays."""
    run = fence.fetch(request, Run, uid, Permission.MEASURE)
    stop_run(fence.account(request), run)
    return redirect("wall", uid=run.site.uid)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of this browser; of whoever is signed in also that of their letters."""
    wish, back = request.POST.get("language", ""), request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()})
    response = HttpResponseRedirect(back if safe else "/")
    if wish in dict(settings.LANGUAGES):
        response.set_cookie(COOKIE, wish, max_age=31_536_000, httponly=True, samesite="Lax")
        if request.user.is_authenticated:
            keep_language(fence.account(request), wish)
    return response


@login_required
@require_POST
def choose_organisation(request: HttpRequest) -> HttpResponse:
    """Act in another organisation the account is a member of."""
    wish = request.POST.get("organisation", "")
    if not in_force(now_ms()).filter(account=fence.account(request), organisation__uid=wish).exists():
        raise Http404
    request.session[CHOSEN] = wish
    return redirect("home")


@login_required
@require_http_methods(["GET", "POST"])
def finish_account(request: HttpRequest) -> HttpResponse:
    """Name, address and password for who came by a link; then a second factor is offered. Others change what they have."""
    account = fence.account(request)
    if not is_provisional(account.email) and not request.session.get(BY_LINK):
        return render(request, "console/account_home.html", {"section": "account"})
    initial = {} if is_provisional(account.email) else {"name": account.name, "email": account.email}
    form = AccountForm(request.POST or None, account=account, initial=initial)
    if request.method == "POST" and form.is_valid():
        complete(account, fence.tenant(request), **form.cleaned_data)
        login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session.pop(BY_LINK, None)
        reauthenticate_by_password(request)  # it was typed a moment ago: the next page need not ask for it again
        return redirect("mfa_index")
    return render(
        request, "console/account.html", {"form": form, "section": "account"}, status=422 if form.errors else 200
    )


@require_GET
def lost_password(request: HttpRequest) -> HttpResponse:
    """No mail is sent: who has the machine can print a link."""
    return render(request, "console/lost_password.html")


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """For monitors: the console answers and its database too."""
    Site.objects.exists()
    return JsonResponse({"state": "ok"})
