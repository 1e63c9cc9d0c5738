"""A feed for the demo: made-up flaws of parts that the demo's WordPress has, marked as samples. Real feeds are the operator's."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

# id, type, slug, fixed in, score, hours since it was told of
FLAWS = (
    ("SAMPLE-DEMO-1", "theme", "twentytwentyfour", "", 5.4, 20),
    ("SAMPLE-DEMO-2", "plugin", "stone-counter", "1.2", 9.8, 3),
    ("SAMPLE-DEMO-3", "plugin", "stone-counter", "1.3", 4.3, 150),
)


def hand_over() -> None:
    """Into the folder, as `rempart feeds import` does; read by the worker, or here."""
    from rempart.inventory.actions.take_feeds import take_file
    from rempart.inventory.store import folder

    path = folder.feeds_folder() / "sample-of-the-demo.json"
    path.write_text(json.dumps({one[0]: _record(*one) for one in FLAWS}))
    for found in folder.files():
        if found.path == path:
            take_file(found)


def _record(ident: str, kind: str, slug: str, fixed_in: str, score: float, hours: int) -> dict[str, Any]:
    disclosed = (datetime.now(UTC) - timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M:%S")
    span = {"from_version": "*", "from_inclusive": True, "to_version": fixed_in or "99", "to_inclusive": not fixed_in}
    patched = [fixed_in] if fixed_in else []
    software = {"type": kind, "slug": slug, "affected_versions": {"SAMPLE": span}, "patched_versions": patched}
    return {
        "id": ident, "title": "SAMPLE, no real flaw", "software": [software], "cvss": {"score": score}, "cwe": {"id": 79},
        "published": disclosed,
    }  # fmt: skip
