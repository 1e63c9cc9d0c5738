"""The report as one HTML file: printable, no script, nothing fetched from anywhere."""

import base64
import importlib.resources

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from rempart.maturity.web.reports.report import Report

_TAGS = {"en": "en", "fr": "fr", "zh": "zh-Hans"}


def to_html(report: Report) -> str:
    """The template escapes every word; the drawing comes in as an image of its own."""
    sheet = importlib.resources.files(__package__).joinpath("report.css").read_text("utf-8")
    context = {
        "report": report,
        "lang": _TAGS[report.language],
        "sheet": mark_safe(sheet),  # noqa: S308 - our own file
        "wall": base64.b64encode(report.wall.encode()).decode(),
    }
    return render_to_string("maturity/report.html", context)
