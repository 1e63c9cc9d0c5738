"""Threats: open first, then partly, then covered; what stands against each and what is missing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rempart.maturity.web.links import Item, Links
from rempart.maturity.web.stones import Document
from rempart.maturity.web.texts import Texts
from rempart.maturity.web.words import coverage_word

_ORDER = {"open": 0, "partly": 1, "covered": 2}


@dataclass(frozen=True, slots=True)
class ThreatRow:
    """One threat; `kind` is the badge's colour, never without its word."""

    id: str
    title: str
    what: str
    href: str
    status: str
    word: str
    kind: str
    by: list[Item]
    missing: list[Item]
    note: str


def threat_rows(document: Document, texts: Texts, links: Links) -> list[ThreatRow]:
    """Sorted by how open they are, then by id."""
    rows = []
    for threat in sorted(document["threats"], key=lambda one: (_ORDER[one["status"]], one["id"])):
        text = texts.threat(threat["id"])
        missing = [Item(texts.control(one).title, links.stone(one)) for one in threat["missing"]]
        rows.append(
            ThreatRow(
                id=threat["id"],
                title=text.title,
                what=text.what,
                href=links.threat(threat["id"]),
                status=threat["status"],
                word=coverage_word(threat["status"]),
                kind="bad" if threat["status"] == "open" else "",
                by=[Item(texts.control(one).title, links.stone(one)) for one in threat["by"]],
                missing=missing,
                note=_("missing: %(control)s") % {"control": missing[0].label} if missing else "",
            )
        )
    return rows


def threat_summary(rows: list[ThreatRow]) -> str:
    """All of them counted."""
    counts = {status: sum(row.status == status for row in rows) for status in _ORDER}
    return _("All %(all)s: %(covered)s covered, %(partly)s partly, %(open)s open") % {"all": len(rows), **counts}
