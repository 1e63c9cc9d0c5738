"""Campaigns and results exported by gophish, brought in as counts: who did what is left behind.

Two forms: the campaign as its API gives it (JSON: name, dates, `results`), and its two CSV files of results and events.
Submitted data is never even looked at. Opens are counted apart, as unverified.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

MAX_BYTES = 32 * 1024 * 1024  # an export of some ten thousand people
MAX_ROWS = 200_000
MAX_NAME = 200
# The status of a result is the furthest that somebody went; each includes those before it.
STEPS = ("Email Sent", "Email Opened", "Clicked Link", "Submitted Data")
REPORTED, FAILED = "Email Reported", ("Error", "Error Sending Email")


class BadExport(ValueError):
    """Nothing that gophish wrote, or too large. `code`: too_large, not_read, no_results."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Past:
    """One campaign as counts."""

    name: str
    begun_ms: int | None
    ended_ms: int | None
    counts: Mapping[str, int] = field(default_factory=dict)


def read(data: bytes, file_name: str) -> list[Past]:
    """All campaigns of a file. Raises BadExport."""
    if len(data) > MAX_BYTES:
        raise BadExport("too_large")
    try:
        text = data.decode("utf-8-sig")
        if text.lstrip()[:1] in ("{", "["):
            found = json.loads(text)
            campaigns = found if isinstance(found, list) else [found]
            return [_campaign(one) for one in campaigns[:MAX_ROWS]]
        return [_table(text, file_name)]
    except (UnicodeDecodeError, json.JSONDecodeError, csv.Error, RecursionError) as bad:
        raise BadExport("not_read") from bad


def _campaign(one: Any) -> Past:
    if not isinstance(one, dict) or not isinstance(one.get("results"), list):
        raise BadExport("no_results")
    results = [row for row in one["results"][:MAX_ROWS] if isinstance(row, dict)]
    told = [(str(row.get("status", "")), row.get("reported") is True) for row in results]
    begun, ended = _moment(one.get("launch_date") or one.get("created_date")), _moment(one.get("completed_date"))
    return Past(_name(one.get("name")), begun, ended, _counts(told))


def _table(text: str, file_name: str) -> Past:
    rows = csv.DictReader(io.StringIO(text))
    if not rows.fieldnames or "status" not in rows.fieldnames:
        raise BadExport("no_results")
    told: list[tuple[str, bool]] = []
    moments: list[int] = []
    for row in rows:
        if len(told) >= MAX_ROWS:
            raise BadExport("too_large")
        told.append((str(row.get("status") or ""), str(row.get("reported") or "").lower() == "true"))
        if (at := _moment(row.get("send_date"))) is not None:
            moments.append(at)
    name = file_name.rpartition("/")[2].removesuffix(".csv")
    return Past(_name(name), min(moments, default=None), max(moments, default=None), _counts(told))


def _counts(told: Iterable[tuple[str, bool]]) -> dict[str, int]:
    counts = {"recipients": 0, "sent": 0, "opened": 0, "clicked": 0, "submitted": 0, "reported": 0, "failed": 0}
    for status, is_reported in told:
        counts["recipients"] += 1
        counts["reported"] += is_reported or status == REPORTED
        counts["failed"] += status in FAILED
        reached = STEPS.index(status) + 1 if status in STEPS else 1 if status == REPORTED else 0
        for name in ("sent", "opened", "clicked", "submitted")[:reached]:
            counts[name] += 1
    return counts


def _name(given: Any) -> str:
    text = "".join(char for char in str(given or "") if char >= " " and char != "\x7f")
    return text.strip()[:MAX_NAME] or "gophish"


def _moment(given: Any) -> int | None:
    """RFC 3339; gophish's zero, the year 1, is none."""
    try:
        at = datetime.fromisoformat(str(given or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return int(at.timestamp() * 1_000) if 1990 <= at.year <= 2200 else None
