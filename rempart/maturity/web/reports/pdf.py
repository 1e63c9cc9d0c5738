"""The report as PDF; how it is set is the design's (rempart/design/printing.py)."""

import importlib.resources
from dataclasses import asdict

from rempart.design import printing
from rempart.design.printing import missing
from rempart.maturity.web.reports.report import Report
from rempart.maturity.web.reports.sayings import say

__all__ = ["CannotPrint", "missing", "to_pdf"]
NAME_SHOWN = 80  # of a name that cannot be printed, in the message about it


class CannotPrint(ValueError):
    """The fonts have no letter for a word, or are not installed; the message says what to do instead."""


def to_pdf(report: Report) -> bytes:
    """Raises CannotPrint: a name with an empty box in it would be a wrong name."""
    source = importlib.resources.files(__package__).joinpath("report.typ").read_bytes()
    content = asdict(report)
    wall = {"wall": content.pop("wall")}
    try:
        return printing.to_pdf(source, "report", content, unread=wall)
    except printing.NotInstalled as gone:
        raise CannotPrint(say("pdf.extra", report.language)) from gone
    except printing.MissingLetters as gone:
        said = say("pdf.letters", report.language, letters=gone.letters, text=gone.text[:NAME_SHOWN])
        raise CannotPrint(said) from gone
