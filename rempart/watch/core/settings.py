"""What a person typed for a monitor, read strictly: clean settings, or which field is wrong and why."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from rempart.terms import journey
from rempart.watch.core.kind import Kind, Setting, lines

TEXT_MAX = 2_048
LINES_MAX = 20
_HOST = re.compile(r"(?=.{1,253}\.?$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}\.?)+|[0-9A-Fa-f:.]{2,45}").fullmatch
_RECORDS = frozenset({"A", "AAAA", "CNAME", "MX", "NS", "TXT", "CAA"})


class BadSettings(ValueError):
    """`faults` name each field and a code: needed, address, host, number, status, steps, record, long."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {code}" for name, code in faults.items()))
        self.faults = dict(faults)


def read(kind: Kind, given: Mapping[str, Any]) -> dict[str, Any]:
    """Only what the kind knows; empty optional ones are left out. Raises BadSettings with all faults at once."""
    found: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for setting in kind.settings:
        text = str(given.get(setting.name) or "").strip()
        if not text:
            if setting.is_needed:
                faults[setting.name] = "needed"
            continue
        if code := _fault(setting, text, found):
            faults[setting.name] = code
        else:
            found[setting.name] = int(text) if setting.form == "whole" else text
    if faults:
        raise BadSettings(faults)
    return found


def _fault(setting: Setting, text: str, before: Mapping[str, Any]) -> str:
    if len(text) > TEXT_MAX:
        return "long"
    match setting.form:
        case "address":
            return "" if is_address(text) else "address"
        case "host":
            return "" if _HOST(text) else "host"
        case "whole":
            return "" if text.isascii() and text.isdigit() and setting.least <= int(text) <= setting.most else "number"
        case "lines":
            return "" if len(lines(text)) <= LINES_MAX else "long"
        case "record":
            return "" if text.upper() in _RECORDS else "record"
        case "status":
            return _status(text)
        case "steps":
            return _steps(str(before.get("address") or ""), text)
    return ""


def is_address(text: str) -> bool:
    """A plain http or https address, without a password in it."""
    try:
        parts = urlsplit(text)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_plain = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    return is_plain and has_port and not any(char <= " " for char in text)


def _status(text: str) -> str:
    try:
        journey.accepts(text, 0)
    except ValueError:
        return "status"
    return ""


def _steps(home: str, text: str) -> str:
    try:
        journey.steps(home, text)
    except ValueError:
        return "steps"
    return ""
