"""For organisers: prizes, budget, what waits to be handed over, challenges, and certificates issued in error."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.people.actions import prizes
from rempart.people.actions.certificates import withdraw_certificate
from rempart.people.actions.challenges import NoContest, begin_challenge
from rempart.people.core.points import LEAST_TEAM
from rempart.people.store.certificates import Certificate
from rempart.people.store.points import Prize, Shop, Wish
from rempart.people.web.points_views import standing
from rempart.people.web.rooms import rooms
from rempart.people.web.shop_forms import BudgetForm, ChallengeForm, PrizeForm, WithdrawForm, to_minor
from rempart.terms.money import Money

SHOWN = 100  # wishes on the page


@login_required
@require_http_methods(["GET", "POST"])
def shop(request: HttpRequest) -> HttpResponse:
    """Who asked for what is seen here by name: somebody has to hand it over. How anybody came by points is not."""
    fence.demand_everywhere(request, Permission.TEACH)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    named: dict[str, forms.Form] = {
        "budget": BudgetForm(request.POST if do == "budget" else None, auto_id="b_%s"),
        "offer": PrizeForm(request.POST if do == "offer" else None, auto_id="p_%s"),
        "challenge": ChallengeForm(fence.tenant(request), request.POST if do == "challenge" else None, auto_id="c_%s"),
        "withdraw": WithdrawForm(request.POST if do == "withdraw" else None, auto_id="w_%s"),
    }
    if do in named and named[do].is_valid() and FORMS[do](request, named[do]):
        messages.success(request, _("Saved."))
        return redirect("learning_prizes")
    if do and do not in named:
        _row(request, do)
        return redirect("learning_prizes")
    refused = any(form.errors for form in named.values() if form.is_bound)
    return render(request, "people/prizes.html", {**_shown(request), "forms": named}, status=422 if refused else 200)


def _shown(request: HttpRequest) -> dict[str, Any]:
    organisation = fence.tenant(request)
    held = Shop.objects.filter(organisation=organisation).first() or Shop(organisation=organisation)
    here = Wish.objects.filter(organisation=organisation).select_related("prize", "account")
    currency = organisation.currency
    return {
        "section": "lessons", "tabs": rooms(request, "learning_prizes"), "least": LEAST_TEAM,
        "budget": Money(held.budget_minor, currency), "spent": Money(held.spent_minor, currency),
        "wishes": here.filter(state=Wish.ASKED).order_by("pk")[:SHOWN], "challenge": standing(organisation),
        "handed": here.filter(state=Wish.HANDED).count(),
        "prizes": [
            {"row": row, "value": Money(row.value_minor, currency)}
            for row in Prize.objects.filter(organisation=organisation).order_by("-is_offered", "points", "pk")
        ],
    }  # fmt: skip


def _budget(request: HttpRequest, form: forms.Form) -> bool:
    organisation = fence.tenant(request)
    amount = to_minor(form.cleaned_data["budget"], organisation.currency)
    try:
        prizes.set_budget(fence.account(request), organisation, amount)
    except ValueError:
        form.add_error("budget", _("More than this is spoken for already."))
        return False
    return True


def _offer(request: HttpRequest, form: forms.Form) -> bool:
    organisation, given = fence.tenant(request), form.cleaned_data
    value = to_minor(given["value"], organisation.currency)
    prizes.offer_prize(
        fence.account(request), organisation, name=given["name"], points=given["points"], value_minor=value,
        stock=given["stock"],
    )  # fmt: skip
    return True


def _challenge(request: HttpRequest, form: forms.Form) -> bool:
    given = form.cleaned_data
    try:
        begin_challenge(
            fence.account(request), fence.tenant(request), given["title"], given["days"], list(given["teams"])
        )
    except NoContest as why:
        said = _("Another one is still running.") if str(why) == "running" else _(
            "Fewer than two of these teams have %(least)s people who take part and are in no other team of this challenge."
        ) % {"least": LEAST_TEAM}  # fmt: skip
        form.add_error("teams", said)
        return False
    return True


def _withdraw(request: HttpRequest, form: forms.Form) -> bool:
    mine = Certificate.objects.filter(organisation=fence.tenant(request), uid=form.cleaned_data["certificate"])
    if (row := mine.select_related("organisation").first()) is None:
        form.add_error("certificate", _("Nothing of that number was issued here."))
        return False
    withdraw_certificate(fence.account(request), row)
    return True


FORMS: dict[str, Callable[[HttpRequest, forms.Form], bool]] = {
    "budget": _budget,
    "offer": _offer,
    "challenge": _challenge,
    "withdraw": _withdraw,
}


def _row(request: HttpRequest, do: str) -> None:
    """A button beside a wish or a prize."""
    uid, actor, organisation = request.POST.get("uid", "")[:16], fence.account(request), fence.tenant(request)
    if do in ("hand", "back"):
        wish = Wish.objects.filter(organisation=organisation, uid=uid).select_related("organisation").first()
        if wish is None:
            raise Http404
        if do == "hand":
            prizes.hand_over(actor, wish)
        else:
            prizes.take_back(actor, wish)
        return
    prize = Prize.objects.filter(organisation=organisation, uid=uid).select_related("organisation").first()
    stock = request.POST.get("stock", "")
    if prize is None or do != "restock":
        raise Http404
    amount = int(stock) if stock.isascii() and stock.isdigit() and len(stock) <= 9 else prize.stock
    prizes.restock_prize(actor, prize, stock=amount, is_offered=request.POST.get("offered") == "yes")
