"""The figures of a drill: the page, which follows a running one; and the PDF."""

import importlib.resources
from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rempart.design import formats, printing
from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.mail.store.drill import Campaign
from rempart.mail.web.present_figures import Sheet, sheet
from rempart.mail.web.rooms import rooms


@login_required
@require_GET
def figures(request: HttpRequest, uid: str) -> HttpResponse:
    """For whoever may read figures of drills in the whole organisation: they are of groups, a limited member has none."""
    campaign = _campaign(request, uid)
    crumbs = [{"label": _("Figures of drills"), "href": "/drills/figures/"}, {"label": campaign.name, "href": ""}]
    context = {
        "section": "mail",
        "campaign": campaign,
        "sheet": sheet(campaign),
        "crumbs": crumbs,
        "may_drill": fence.may_everywhere(request, Permission.DRILL),
    }
    return render(request, "mail/figures.html", context)


@login_required
@require_GET
def all_figures(request: HttpRequest) -> HttpResponse:
    """The drills that have begun, the newest first."""
    fence.demand_everywhere(request, Permission.READ_DRILLS)
    begun = Campaign.objects.filter(organisation=fence.tenant(request), begun_ms__isnull=False).order_by(
        "-begun_ms", "-pk"
    )
    context = {"section": "mail", "tabs": rooms(request, "all_drill_figures"), "campaigns": begun[:MOST]}
    return render(request, "mail/all_figures.html", context)


MOST = 100  # three years of a drill each fortnight


@login_required
@require_GET
def figures_pdf(request: HttpRequest, uid: str) -> HttpResponse:
    """The same as a file."""
    campaign = _campaign(request, uid)
    try:
        content = to_pdf(sheet(campaign))
    except printing.NotInstalled:
        messages.error(request, _("PDF needs the extra “report”: pip install 'rempart[report]'"))
        return redirect("drill_figures", uid=uid)
    except printing.MissingLetters as missing:
        messages.error(request, _("The fonts have no letter for “%(text)s”.") % {"text": missing.text[:80]})
        return redirect("drill_figures", uid=uid)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="rempart-drill-{campaign.uid}.pdf"'
    return response


def _campaign(request: HttpRequest, uid: str) -> Campaign:
    fence.demand_everywhere(request, Permission.READ_DRILLS)
    return fence.fetch(request, Campaign, uid, Permission.READ_DRILLS, begun_ms__isnull=False)


def to_pdf(found: Sheet) -> bytes:
    """Raises printing.NotInstalled, printing.MissingLetters."""
    language = formats.short_language(get_language())
    said = asdict(found)
    parts = [
        {"title": str(title), "lines": [[line["label"], line["value"], line["note"]] for line in said[name]]}
        for name, title in heads().items()
        if said[name]
    ]
    content = {
        "language": language,
        "title": _("Drill: %(name)s") % {"name": found.name},
        "when": _told(found, language),
        "parts": parts,
        "research_title": _("What research found"),
        "research": [[text, who, where] for text, who, where in found.research],
    }
    source = importlib.resources.files(__package__).joinpath("figures.typ").read_bytes()
    return printing.to_pdf(source, "sheet", content)


def heads() -> dict[str, str]:
    """Titles of the parts, in the order they are read."""
    return {
        "sending": _("Sending"),
        "reports": pgettext("drill", "Reports"),
        "clicks": _("Clicks by how hard the mail is to see through"),
        "groups": _("Clicks in this drill, by group"),
        "effect": _("Effect of the teaching page on the next drill"),
        "teams": _("By team"),
        "hits": _("Machines and people"),
    }


def _told(found: Sheet, language: str) -> str:
    if found.too_few:
        return _("Fewer than %(n)s people have the mail: figures would tell of single people.") % {"n": found.minimum}
    moment = formats.moment(now_ms() if found.fixed_ms is None else found.fixed_ms, language)
    if found.fixed_ms is None:
        return _("State: %(state)s. As of %(moment)s UTC; the figures still move.") % {
            "state": found.state,
            "moment": moment,
        }
    return _("State: %(state)s. Fixed on %(moment)s UTC.") % {"state": found.state, "moment": moment}
