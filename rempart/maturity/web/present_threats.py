"""All threats on one page: open first, what stands against each, what is missing, and what no level stops."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rempart.maturity.web.links import Item, crumbs, tabs
from rempart.maturity.web.present import Frame, residual, residual_title
from rempart.maturity.web.threat_list import ThreatRow, threat_rows, threat_summary


@dataclass(frozen=True, slots=True)
class ThreatsPage:
    """Everything threats.html shows."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    rows: list[ThreatRow]
    residual_title: str
    residual: list[str]


def threats_page(frame: Frame) -> ThreatsPage:
    """The page of threats."""
    rows = threat_rows(frame.document, frame.texts, frame.links)
    open_ones = sum(row.status == "open" for row in rows)
    title = ngettext("%(count)s threat is open", "%(count)s threats are open", open_ones) % {"count": open_ones}
    return ThreatsPage(
        tabs=tabs(frame.links, "threats"),
        crumbs=crumbs(frame.links, frame.address, _("Threats")),
        title=title if open_ones else _("No threat is fully open"),
        lead=threat_summary(rows) + _(". Covered means: every control that is necessary against it is proven."),
        lab=bool(frame.document["lab"]),
        rows=rows,
        residual_title=residual_title(frame.document),
        residual=residual(frame.document, frame.texts),
    )
