"""The document of docs/contracts.md as a file, with the checkpoint it stands under."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rempart.maturity.web.reports.checkpoint import Seal

OWN = ("say", "values", "claimed")  # what the pages need besides; no part of the contract


def to_json(document: Mapping[str, Any], seal: Seal | None) -> str:
    """The contract's members, and `record`: what the checkpoint vouches for (null before the first)."""
    controls = [{key: value for key, value in entry.items() if key not in OWN} for entry in document["controls"]]
    record = asdict(seal) | {"promise": "unaltered and complete since this checkpoint"} if seal else None
    return json.dumps({**document, "controls": controls, "record": record}, ensure_ascii=False, indent=2) + "\n"
