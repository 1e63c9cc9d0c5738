"""Feeds of the tests: written by us, in the forms of others; no record stands in a real one."""

import json
from pathlib import Path
from typing import Any

from rempart.directory.actions.action import now_ms
from rempart.inventory.actions.take_feeds import take_file
from rempart.inventory.store import folder
from rempart.inventory.store.models import Feed
from rempart.terms.moment import rfc3339

HOUR = 3_600_000


def wordfence_record(name: str, slug: str = "sample-slider", high: str = "2.1.0", **more: Any) -> dict[str, Any]:
    """One record of a sample."""
    fixed = more.pop("fixed", "2.1.1")
    software = {
        "type": more.pop("type", "plugin"), "name": "Sample", "slug": slug, "patched": bool(fixed),
        "patched_versions": [fixed] if fixed else [], "remediation": "SAMPLE",
        "affected_versions": {"x": {"from_version": "*", "from_inclusive": True, "to_version": high, "to_inclusive": True}},
    }  # fmt: skip
    score = more.pop("score", 7.5)
    published = rfc3339(now_ms() - more.pop("hours", 2) * HOUR)[:19].replace("T", " ")
    return {
        "id": name, "title": "SAMPLE <b>not a real flaw</b>", "software": [software], "cve": more.pop("cve", None),
        "cvss": {"vector": "", "score": score, "rating": ""} if score is not None else None,
        "cwe": {"id": 79, "name": "SAMPLE"}, "published": published, "updated": published, **more,
    }  # fmt: skip


def wordfence(*records: dict[str, Any]) -> bytes:
    """The file."""
    return json.dumps({record["id"]: record for record in records}).encode()


def deliver(data: bytes, name: str = "sample.json") -> Feed:
    """As if the file had been put into the folder a while ago."""
    path: Path = folder.feeds_folder() / name
    path.write_bytes(data)
    return take_file(next(one for one in folder.files() if one.path.name == name))
