"""How an organisation's people sign in: short code, second factors, identity providers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rempart.access.actions import providers as change
from rempart.access.net.asking import Answer, ask_oidc, look_at_certificate
from rempart.access.store.models import Provider, SignInRule
from rempart.access.web.sign_in_forms import OidcForm, RuleForm, SamlForm
from rempart.directory.core.roles import Permission, Role
from rempart.directory.web import fence
from rempart.directory.web.page import posted, tabs
from rempart.directory.web.step_up import step_up

FORMS = {"oidc": (Provider.OIDC, OidcForm), "saml": (Provider.SAML, SamlForm)}


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def rules(request: HttpRequest) -> HttpResponse:
    """The rules, and the list of providers."""
    fence.demand(request, Permission.MANAGE_SIGN_IN)
    organisation = fence.tenant(request)
    rule = SignInRule.objects.filter(organisation=organisation).first()
    initial = {"code": rule.code, "also": rule.also_demanded} if rule else {}
    form = RuleForm(posted(request), organisation=organisation, initial=initial)
    if request.method == "POST" and form.is_valid():
        also = [Role(value) for value in form.cleaned_data["also"]]
        change.save_rule(fence.account(request), organisation, form.cleaned_data["code"], also)
        messages.success(request, _("Saved."))
        return redirect("access_rules")
    door = request.build_absolute_uri(reverse("access_number", args=[rule.code if rule else organisation.uid]))
    rows = Provider.objects.filter(organisation=organisation).order_by("name")
    return _page(request, "rules", form, rows=rows, door=door)


def _page(request: HttpRequest, name: str, form: object, **context: object) -> HttpResponse:
    refused = bool(getattr(form, "is_bound", False) and getattr(form, "errors", None))
    whole = {"tabs": tabs(request, "access_rules"), "section": "organisation", "form": form, **context}
    return render(request, f"access/{name}.html", whole, status=422 if refused else 200)


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def new_provider(request: HttpRequest, kind: str) -> HttpResponse:
    """Set one up."""
    fence.demand(request, Permission.MANAGE_SIGN_IN)
    if kind not in FORMS:
        raise Http404
    return _edit(request, Provider(organisation=fence.tenant(request), kind=FORMS[kind][0]))


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def provider(request: HttpRequest, uid: str) -> HttpResponse:
    """Change one."""
    return _edit(request, fence.fetch(request, Provider, uid, Permission.MANAGE_SIGN_IN))


def _edit(request: HttpRequest, row: Provider) -> HttpResponse:
    make = OidcForm if row.kind == Provider.OIDC else SamlForm
    initial = {"name": row.name, "client_id": row.client_id, "is_on": row.is_on, **row.settings}
    form = make(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        row.name, row.is_on, row.settings = said["name"], said["is_on"], form.settings
        row.client_id = said.get("client_id", row.uid)
        change.save_provider(fence.account(request), row, said.get("secret", ""))
        messages.success(request, _("Saved. Test the connection before you tell anybody."))
        return redirect("access_provider", uid=row.uid)
    return _page(request, "provider", form, row=row, is_new=row.pk is None, **_addresses(request, row))


def _addresses(request: HttpRequest, row: Provider) -> dict[str, str]:
    """What the provider must be told about us."""
    if row.kind == Provider.OIDC:
        return {"callback": request.build_absolute_uri(reverse("openid_connect_callback", args=[row.uid]))}
    return {
        "acs": request.build_absolute_uri(reverse("saml_acs", args=[row.uid])),
        "metadata": request.build_absolute_uri(reverse("saml_metadata", args=[row.uid])),
    }


@login_required
@require_POST
@step_up
def test(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask the provider now, and say plainly what it answered."""
    row = fence.fetch(request, Provider, uid, Permission.MANAGE_SIGN_IN)
    answer = (
        ask_oidc(row.settings["issuer"]) if row.kind == Provider.OIDC else look_at_certificate(row.settings["x509cert"])
    )
    say = messages.success if answer.code == "ok" else messages.error
    say(request, _said(row, answer))
    return redirect("access_provider", uid=row.uid)


def _said(row: Provider, answer: Answer) -> str:
    if answer.code == "ok" and row.kind == Provider.SAML:
        text = _(
            "The certificate can be read and holds until {detail}. Whether the provider answers, only a sign-in shows."
        )
    else:
        text = {
            "ok": _("It answers, and its keys can be read. Whether id and secret fit, only a sign-in shows."),
            "unreachable": _("It does not answer ({detail}). Is the address right, and may this machine reach it?"),
            "private": _("Its name leads into a private network or to this machine. Only the operator can allow that."),
            "status": _("It answers with status {detail} where its description should be. Is the address right?"),
            "not_json": _("What it answers is no description of a provider."),
            "incomplete": _("Its description lacks: {detail}."),
            "wrong_issuer": _("It calls itself {detail}. Use exactly that address."),
            "no_keys": _("It offers no keys to check its signatures."),
            "bad_certificate": _("The certificate cannot be read."),
            "expired": _("The certificate ran out on {detail}."),
        }[answer.code]
    return text.format(detail=answer.detail)


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """After one more question: everyone who comes in through it needs another way."""
    row = fence.fetch(request, Provider, uid, Permission.MANAGE_SIGN_IN)
    if request.method == "POST":
        change.remove_provider(fence.account(request), row)
        messages.success(request, _("Removed."))
        return redirect("access_rules")
    return _page(request, "remove_provider", None, row=row)
