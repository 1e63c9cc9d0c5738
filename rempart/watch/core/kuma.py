"""Monitors of Uptime Kuma, from its JSON backup or the rows of its database: what can be taken over, and what cannot.

Facts of its format: `monitorList` of a backup and the table `monitor` hold the same fields, in camelCase or snake_case.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rempart.watch.core.policy import LONGEST_INTERVAL_S

FILE_MAX = 64 * 1024 * 1024  # a backup holds no history and is far smaller; a database is copied without it
MONITORS_MAX = 1_000
NAME_MAX, TEXT_MAX = 120, 2_048
ALIKE = {"accepted_statuscodes": "accepted_statuscodes_json", "expiryNotification": "expiry_notification",
         "ignoreTls": "ignore_tls", "upsideDown": "upside_down", "invertKeyword": "invert_keyword"}  # fmt: skip
LEAST_S = {"http": 20, "tcp": 20, "dns": 20, "heartbeat": 20}
RECORDS = ("A", "AAAA", "CNAME", "MX", "NS", "TXT", "CAA")


class BadBackup(ValueError):
    """The file is neither a backup nor a database of Uptime Kuma."""


@dataclass(frozen=True, slots=True)
class Found:
    """One monitor there. `kind` is empty when it cannot be taken over; `notes` say why, or what stayed behind.

    Notes: kind, upside_down, method, headers, password, ignore_tls, interval, record, new_address, paused, no_target.
    """

    name: str
    theirs: str
    kind: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    every_s: int = 60
    is_paused: bool = False
    with_certificate: bool = False
    notes: tuple[str, ...] = ()


def read_backup(data: bytes) -> list[Found]:
    """A JSON backup. Raises BadBackup."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as bad:
        raise BadBackup("no JSON") from bad
    rows = said.get("monitorList") if isinstance(said, dict) else None
    if not isinstance(rows, list):
        raise BadBackup("no monitorList")
    return read_rows(row for row in rows if isinstance(row, dict))


def read_rows(rows: Iterable[Mapping[str, Any]]) -> list[Found]:
    """The same fields from either source."""
    return [_found(_Row(row)) for _, row in zip(range(MONITORS_MAX), rows, strict=False)]


class _Row:
    """Fields by their name in the database, whichever the file uses; everything as bounded text."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self._row = {ALIKE.get(name, name): value for name, value in row.items()}

    def text(self, name: str) -> str:
        value = self._row.get(name)
        return "" if value is None or isinstance(value, dict | list) else str(value).strip()[:TEXT_MAX]

    def is_on(self, name: str, initial: bool = False) -> bool:
        value = self._row.get(name, initial)
        return value not in (None, False, 0, "0", "false", "")

    def number(self, name: str, initial: int) -> int:
        try:
            return int(float(self.text(name)))
        except (ValueError, OverflowError):
            return initial

    def codes(self) -> str:
        value = self._row.get("accepted_statuscodes_json")
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                value = None
        return ",".join(str(one) for one in value[:20]) if isinstance(value, list) else ""


def _found(row: _Row) -> Found:
    theirs, name = row.text("type"), row.text("name")[:NAME_MAX] or "?"
    made = _READERS.get(theirs, _nothing)(row)
    if row.is_on("upside_down"):
        return Found(name, theirs, notes=("upside_down",))
    kind, settings, notes = made
    if not kind:
        return Found(name, theirs, notes=notes)
    every = row.number("interval", 60)
    fitting = min(max(every, LEAST_S[kind]), LONGEST_INTERVAL_S)
    is_paused = not row.is_on("active", initial=True)
    notes += (("interval",) if fitting != every else ()) + (("paused",) if is_paused else ())
    has_certificate = kind == "http" and row.is_on("expiry_notification") and settings["address"].startswith("https:")
    return Found(name, theirs, kind, settings, fitting, is_paused, has_certificate, notes)


Read = tuple[str, dict[str, str], tuple[str, ...]]


def _page(row: _Row) -> Read:
    address = row.text("url")
    if not address.startswith(("http://", "https://")):
        return "", {}, ("no_target",)
    if row.text("method").upper() not in ("", "GET", "HEAD"):
        return "", {}, ("method",)
    settings = {"address": address, "status": row.codes() or "200-299"}
    if keyword := row.text("keyword"):
        settings["absent" if row.is_on("invert_keyword") else "present"] = keyword
    stayed = {"headers": "headers", "password": "basic_auth_user", "ignore_tls": "ignore_tls"}
    return "http", settings, tuple(note for note, name in stayed.items() if row.is_on(name))


def _port(row: _Row) -> Read:
    host, port = row.text("hostname"), row.number("port", 0)
    return ("tcp", {"host": host, "port": str(port)}, ()) if host and 0 < port < 65_536 else ("", {}, ("no_target",))


def _name(row: _Row) -> Read:
    host, record = row.text("hostname"), row.text("dns_resolve_type").upper() or "A"
    if record not in RECORDS:
        return "", {}, ("record",)
    return ("dns", {"host": host, "record": record}, ()) if host else ("", {}, ("no_target",))


def _push(row: _Row) -> Read:
    return "heartbeat", {"grace_s": "60"}, ("new_address",)


def _nothing(row: _Row) -> Read:
    return "", {}, ("kind",)


_READERS = {"http": _page, "keyword": _page, "port": _port, "dns": _name, "push": _push}
