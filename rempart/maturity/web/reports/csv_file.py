"""The controls as a table for a spreadsheet; no cell is ever read as a formula."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from rempart.maturity.web.present import Frame
from rempart.maturity.web.reasons import reason_of
from rempart.maturity.web.reports.checkpoint import Seal
from rempart.maturity.web.reports.report import level_sentence, promise, residual
from rempart.maturity.web.reports.sayings import say

COLUMNS = (
    "record", "site", "id", "title", "dimension", "level", "mandatory", "applies", "side", "scope", "state", "class",
    "source", "operator", "vantage", "observed_at", "valid_until", "reason", "lab", "checkpoint_size", "checkpoint_root",
)  # fmt: skip
STARTS = tuple(
    "=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)


def to_csv(frame: Frame, seal: Seal | None) -> str:
    """One row a control, then rows whose `record` says what else a report owes its reader. Starts with a BOM for Excel."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for row in _rows(frame, seal):
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return "\ufeff" + out.getvalue()


def _rows(frame: Frame, seal: Seal | None) -> Iterator[dict[str, Any]]:
    document, code = frame.document, frame.language
    every = {
        "site": document["target"],
        "lab": document["lab"],
        "checkpoint_size": seal.size if seal else "",
        "checkpoint_root": seal.root if seal else "",
    }
    for entry in document["controls"]:
        own = {key: entry[key] for key in COLUMNS if key in entry}
        said = {"title": frame.texts.control(entry["id"]).title, "reason": reason_of(entry, frame.texts, code)}
        yield {**every, **own, **said, "record": "control"}
    vantage = document["vantage"] or "none"
    yield {**every, "record": "vantage", "vantage": vantage, "reason": say(f"vantage.{vantage}", code)}
    for dimension in ("wall", "watch"):
        level = document["level"][dimension]["proven"]
        yield {
            **every,
            "record": "level",
            "dimension": dimension,
            "level": level,
            "reason": level_sentence(frame, dimension),
        }
    for one in document["threats"]:
        yield {
            **every,
            "record": "threat",
            "id": one["id"],
            "title": frame.texts.threat(one["id"]).title,
            "state": one["status"],
        }
    for text in residual(frame):
        yield {**every, "record": "residual", "reason": text}
    yield {**every, "record": "checkpoint", "reason": promise(seal, code)}


def _cell(value: Any) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(STARTS) else text
