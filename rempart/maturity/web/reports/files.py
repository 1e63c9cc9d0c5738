"""Every report under the ending its address has: bytes and media type, from one assessment."""

from collections.abc import Callable
from dataclasses import dataclass

from rempart.maturity.web.present import Frame
from rempart.maturity.web.reports.badge import to_badge
from rempart.maturity.web.reports.checkpoint import Seal
from rempart.maturity.web.reports.csv_file import to_csv
from rempart.maturity.web.reports.html import to_html
from rempart.maturity.web.reports.json_file import to_json
from rempart.maturity.web.reports.pdf import to_pdf
from rempart.maturity.web.reports.report import report
from rempart.maturity.web.reports.sarif import to_sarif


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is made of; `name` is the owner's name for the site, `is_grey` as the judge left it."""

    frame: Frame
    name: str
    seal: Seal | None
    is_grey: bool = False


Make = Callable[[Subject], bytes]
FORMATS: dict[str, tuple[str, Make]] = {
    "html": ("text/html; charset=utf-8", lambda s: to_html(report(s.frame, s.name, s.seal)).encode()),
    "pdf": ("application/pdf", lambda s: to_pdf(report(s.frame, s.name, s.seal))),
    "json": ("application/json", lambda s: to_json(s.frame.document, s.seal).encode()),
    "csv": ("text/csv; charset=utf-8", lambda s: to_csv(s.frame, s.seal).encode()),
    "sarif": ("application/sarif+json", lambda s: to_sarif(s.frame, s.seal).encode()),
    "badge": ("image/svg+xml", lambda s: to_badge(s.frame, s.name, is_grey=s.is_grey).encode()),
}


def file_name(subject: Subject, kind: str) -> str:
    """`rempart-shop.example-2026-11-21.pdf`; letters, digits, dots and dashes only."""
    bare = "".join(
        letter if (letter.isascii() and letter.isalnum()) or letter in ".-" else "-" for letter in subject.frame.address
    )
    day = str(subject.frame.document["started_at"])[:10]
    return f"rempart-{bare[:80]}-{day}.{'svg' if kind == 'badge' else kind}"
