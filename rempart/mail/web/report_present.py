"""What the pages of reporting and triage show. A mail is shown as text alone: nothing of it is loaded, nothing is a link."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from rempart.channel.inspecting import Inspector
from rempart.channel.pulling import Puller
from rempart.channel.sealed import Unreadable, decrypt
from rempart.design.formats import short_language
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.sealed_field import context_of
from rempart.mail.actions.answer import brief_of
from rempart.mail.actions.look_at import TRIES, raw_of
from rempart.mail.actions.take_report import word_of
from rempart.mail.core.reported import answers, search
from rempart.mail.core.reported.look import Seen, look
from rempart.mail.core.reported.plain import defanged, defanged_link, printable
from rempart.mail.store.reports import Cluster, Report
from rempart.mail.web.report_words import FILES, MACHINE
from rempart.registry.discover import across_areas

OWN_SHOWN = 50  # of one's own reports


@dataclass(frozen=True, slots=True)
class Own:
    """One's own report: when, what, what became of it."""

    at_ms: int
    subject: str
    answer: str
    is_answered: bool


def own_reports(account: Account, organisation: Organisation, language: str) -> list[Own]:
    """The newest first."""
    rows = Report.objects.filter(account=account, organisation=organisation).select_related("cluster")
    return [_own(row, short_language(language)) for row in rows.order_by("-at_ms", "-pk")[:OWN_SHOWN]]


def _own(row: Report, language: str) -> Own:
    decision = word_of(row)
    said = answers.WAITS if decision is None else answers.SAID[decision]
    return Own(row.at_ms, defanged(brief_of(row).get("subject", "")), said[language], decision is not None)


@dataclass(frozen=True, slots=True)
class Line:
    """A cluster in the queue."""

    row: Cluster
    subject: str
    sender: str
    machine: Promise
    percent: int | None


def line_of(cluster: Cluster) -> Line:
    """By its first report."""
    first = Report.objects.filter(cluster=cluster).order_by("pk").first()
    brief = brief_of(first) if first else {}
    return Line(cluster, defanged(brief.get("subject", "")), defanged(brief.get("address", "")), machine_word(cluster), percent_of(cluster))  # fmt: skip


def machine_word(cluster: Cluster) -> Promise:
    """What the machine says; what it could not look at is not judged."""
    if cluster.looked_ms is None and cluster.look_tries >= TRIES:
        return MACHINE["not_judged"]
    return MACHINE.get(cluster.machine, MACHINE["not_judged"])


def percent_of(cluster: Cluster) -> int | None:
    """Never 0 or 100: the machine is never certain."""
    return None if cluster.likelihood is None else min(99, max(1, round(cluster.likelihood / 10)))


@dataclass(frozen=True, slots=True)
class Shown:
    """A mail as it may be seen; None of it is markup."""

    seen: Seen
    text: str
    links: list[str]
    files: list[tuple[str, int, str]]


def shown(cluster: Cluster) -> Shown | None:
    """None once it was forgotten, or where it cannot be opened."""
    raw = raw_of(cluster)
    if not raw:
        return None
    seen = look(raw)
    files = [(printable(one.name), one.size, one.sha256) for one in seen.files]
    return Shown(seen, defanged(printable(seen.text)), [defanged_link(printable(one)) for one in seen.links], files)


def found_of(cluster: Cluster, language: str) -> dict[str, Any]:
    """Reasons of the machine, and what the attachments would do; empty until it looked."""
    if not cluster.found:
        return {}
    try:
        found = json.loads(decrypt(cluster.found, context_of(cluster, "found")))
    except (Unreadable, ValueError):
        return {}
    short = short_language(language)
    reasons = [(printable(str(one.get(short, ""))), bool(one.get("for"))) for one in found.get("reasons", [])]
    files = found.get("files")
    return {
        "reasons": reasons,
        "files": FILES.get(files["verdict"]) if files else None,
        "is_bad": bool(files) and files["verdict"] != "safe",
        "file_reasons": _file_reasons(files["reasons"], short) if files else [],
    }


def _file_reasons(reasons: Sequence[dict[str, str]], language: str) -> list[str]:
    inspector = across_areas("rempart", "inspectors", Inspector).get("archive")
    said = inspector.says if inspector else {}
    lines = []
    for one in reasons:
        words = said.get(one["code"])
        text = getattr(words, language, one["code"]) if words else one["code"]
        lines.append(printable(text.replace("{path}", one["path"]).replace("{detail}", one["detail"])))
    return lines


def searches(cluster: Cluster, mail: Shown | None) -> dict[str, str]:
    """What to type into the mail system's own search."""
    briefs = [brief_of(row) for row in Report.objects.filter(cluster=cluster).order_by("pk")[:5]]
    what = search.sought(
        [one.get("address", "") for one in briefs],
        [one.get("subject", "") for one in briefs],
        mail.seen.hosts if mail else (),
        cluster.opened_ms,
    )
    if not what.addresses and not what.subjects:
        return {}
    return {"microsoft": search.microsoft(what), "google": search.google(what)}


def pullers() -> dict[str, Puller]:
    """What can find and take out a mail everywhere; none ships yet."""
    return across_areas("rempart", "pullers", Puller)
