"""The page of reports to take away, and of the switch that shows proof page and badge to everybody."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rempart.maturity.web.links import Item, crumbs, tabs
from rempart.maturity.web.present import Frame

DOWNLOADS = ("pdf", "html", "csv", "json", "sarif")


@dataclass(frozen=True, slots=True)
class Download:
    """A report that can be taken away."""

    name: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """Everything reports.html shows; `proof_href` and `badge_href` are '' while nothing is public."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    address: str
    downloads: list[Download]
    may_publish: bool
    proof_href: str
    badge_href: str
    error: str


def reports_page(
    frame: Frame,
    hrefs: Mapping[str, str],
    *,
    may_publish: bool,
    proof_href: str = "",
    badge_href: str = "",
    error: str = "",
) -> ReportsPage:
    """`hrefs` by the names of DOWNLOADS."""
    texts = {
        "pdf": _("For paper and for people: a few pages with the wall."),
        "html": _("One file for any browser, without a script; it prints well."),
        "csv": _("The controls as a table for a spreadsheet."),
        "json": _("The whole assessment for programs; its form is a contract."),
        "sarif": _("What fails, for code hosts and security dashboards."),
    }
    return ReportsPage(
        tabs=tabs(frame.links, "reports"),
        crumbs=crumbs(frame.links, frame.address, _("Reports")),
        title=_("Reports to take away"),
        lead=_("Each says from where it was seen, what stays open, and how the record behind it can be checked."),
        lab=bool(frame.document["lab"]),
        address=str(frame.document["target"]),
        downloads=[Download(kind.upper(), texts[kind], hrefs[kind]) for kind in DOWNLOADS],
        may_publish=may_publish,
        proof_href=proof_href,
        badge_href=badge_href,
        error=error,
    )
