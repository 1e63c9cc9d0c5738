"""Failing controls as SARIF 2.1.0 (OASIS), for code hosts and security dashboards."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rempart import __version__
from rempart.maturity.web.present import Frame
from rempart.maturity.web.reasons import reason_of
from rempart.maturity.web.reports.checkpoint import Seal
from rempart.maturity.web.reports.report import level_sentence, promise, residual
from rempart.maturity.web.reports.sayings import say

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FAILING = ("not_met", "contradicted", "partial")


def to_sarif(frame: Frame, seal: Seal | None) -> str:
    """Only what was seen to fail is a result: unknown is no finding."""
    document = frame.document
    failing = [entry for entry in document["controls"] if entry["state"] in FAILING]
    run = {
        "tool": {
            "driver": {
                "name": "Rempart",
                "version": __version__,
                "rules": [_rule(frame, entry) for entry in failing],
            }
        },
        "invocations": [{"executionSuccessful": True, "startTimeUtc": document["started_at"]}],
        "automationDetails": {"id": f"rempart/{frame.address}/"},
        "language": frame.language,
        "results": [_result(frame, entry, number) for number, entry in enumerate(failing)],
        "properties": _properties(frame, seal),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(frame: Frame, entry: Mapping[str, Any]) -> dict[str, Any]:
    text = frame.texts.control(entry["id"])
    return {
        "id": entry["id"],
        "name": entry["id"],
        "shortDescription": {"text": text.title},
        "fullDescription": {"text": text.why},
        "help": {"text": "\n".join(f"{number}. {step}" for number, step in enumerate(text.fix, 1)) or text.why},
        "properties": {"tags": ["security", entry["dimension"], f"level-{entry['level']}"]},
    }


def _result(frame: Frame, entry: Mapping[str, Any], number: int) -> dict[str, Any]:
    title = frame.texts.control(entry["id"]).title
    return {
        "ruleId": entry["id"],
        "ruleIndex": number,
        "kind": "fail",
        "level": _level(entry),
        "message": {"text": reason_of(entry, frame.texts, frame.language) or title},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": str(frame.document["target"])}}}],
        "partialFingerprints": {"rempartControl/v1": f"{frame.address}#{entry['id']}"},
        "properties": {
            "state": entry["state"], "class": entry["class"], "vantage": entry["vantage"],
            "observed_at": entry["observed_at"], "facts": entry["facts"],
        },
    }  # fmt: skip


def _level(entry: Mapping[str, Any]) -> str:
    if not entry["mandatory"]:
        return "note"
    return "warning" if entry["state"] == "partial" else "error"


def _properties(frame: Frame, seal: Seal | None) -> dict[str, Any]:
    document = frame.document
    return {
        "lab": document["lab"],
        "vantage": document["vantage"],
        "vantageSaid": say(f"vantage.{document['vantage'] or 'none'}", frame.language),
        "level": {name: document["level"][name]["proven"] for name in ("wall", "watch")},
        "levelSaid": [level_sentence(frame, name) for name in ("wall", "watch")],
        "residual": list(residual(frame)),
        "openThreats": [frame.texts.threat(one["id"]).title for one in document["threats"] if one["status"] == "open"],
        "checkpoint": asdict(seal) if seal else None,
        "promise": promise(seal, frame.language),
    }
