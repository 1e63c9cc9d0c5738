"""The gaps of the proven level, then all threats: what stands against each, what is missing, what no level stops."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rempart.design.formats import spaced
from rempart.maturity.core.gaps import Closer, Gap, gaps
from rempart.maturity.core.sayings import sentence
from rempart.maturity.web.links import Item, crumbs, tabs, way
from rempart.maturity.web.present import Frame, residual, residual_title
from rempart.maturity.web.stones import Entry, proven_of
from rempart.maturity.web.threat_list import ThreatRow, threat_rows, threat_summary


@dataclass(frozen=True, slots=True)
class GapRow:
    """A threat the next course would close: close it, or accept it for a time (GAP-05)."""

    title: str
    what: str
    close: list[Item]
    accept: list[Item]
    is_accepted: bool


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
    gaps_title: str
    gaps_say: str
    gaps: list[GapRow]
    way: list[Item]


def threats_page(frame: Frame, accepted: Collection[str] = ()) -> ThreatsPage:
    """`accepted` are the stones whose risk somebody has accepted now."""
    level = proven_of(frame.document, "wall")
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
        gaps_title=_("Your gaps from level %(level)s") % {"level": level},
        gaps_say=spaced(sentence(f"gap.level_{level}", language=frame.language), frame.language),
        gaps=[_gap(frame, gap, accepted) for gap in _gaps(frame, level)],
        way=way(frame.links, "threats"),
    )


def _gaps(frame: Frame, level: int) -> tuple[Gap, ...]:
    uncovered = {one["id"] for one in frame.document["threats"] if one["status"] != "covered"}
    return gaps(
        level, uncovered, (_closer(frame, entry) for entry in frame.document["controls"] if _next(entry, level))
    )


def _next(entry: Entry, level: int) -> bool:
    is_next = entry["mandatory"] and entry["dimension"] == "wall" and entry["level"] == level + 1
    return bool(is_next and entry["state"] not in {"met", "not_applicable"})


def _closer(frame: Frame, entry: Entry) -> Closer:
    against = frame.texts.control(entry["id"]).threats
    return Closer(entry["id"], tuple(entry["rows"]), tuple(threat for threat, _part in against))


def _gap(frame: Frame, gap: Gap, accepted: Collection[str]) -> GapRow:
    text, links = frame.texts.threat(gap.threat), frame.links
    titles = [(name, frame.texts.control(name).title) for name in gap.controls]
    accept = [Item(title, f"{links.page('risks')}?control={name}") for name, title in titles if name not in accepted]
    return GapRow(
        title=text.title,
        what=text.what,
        close=[Item(title, links.stone(name)) for name, title in titles],
        accept=accept,
        is_accepted=not accept,
    )
