"""A feed for the demo: one made-up flaw of a theme that the demo's WordPress has, marked as a sample. Real feeds are the operator's."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

ID = "SAMPLE-DEMO-1"
SLUG = "twentytwentyfour"


def hand_over() -> None:
    """Into the folder, as `rempart feeds import` does; read by the worker, or here."""
    from rempart.inventory.actions.take_feeds import take_file
    from rempart.inventory.store import folder

    path = folder.feeds_folder() / "sample-of-the-demo.json"
    path.write_text(json.dumps({ID: _record()}))
    for found in folder.files():
        if found.path == path:
            take_file(found)


def _record() -> dict[str, Any]:
    disclosed = (datetime.now(UTC) - timedelta(hours=20)).strftime("%Y-%m-%d %H:%M:%S")
    span = {"from_version": "*", "from_inclusive": True, "to_version": "99", "to_inclusive": True}
    software = {"type": "theme", "slug": SLUG, "affected_versions": {"SAMPLE": span}, "patched_versions": []}
    return {
        "id": ID, "title": "SAMPLE, no real flaw", "software": [software], "cvss": {"score": 5.4}, "cwe": {"id": 79},
        "published": disclosed,
    }  # fmt: skip
