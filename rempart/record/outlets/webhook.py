"""A signed message to any address of your own."""

import json
from collections.abc import Mapping

from rempart.record.core import settings
from rempart.record.core.item import Item
from rempart.record.core.outlet import Carrier, Outlet
from rempart.terms.moment import rfc3339


def write(item: Item, chosen: Mapping[str, str]) -> bytes:
    """What the entry says, and where it stands."""
    document = {
        "type": item.kind,
        "timestamp": rfc3339(item.at_ms),
        "data": {
            "log": item.log, "index": item.index, "hash": item.hash, "recorded_at": rfc3339(item.recorded_ms),
            "schema": item.schema, "severity": item.severity.word, "sentence": item.sentence, "actor": item.actor,
            "subject": {"kind": item.subject_kind, "id": item.subject_id}, "body": item.body,
        },
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


UNIT = Outlet(
    id="webhook",
    carrier=Carrier.POST,
    settings=settings.POST,
    title="Webhook",
    what="Each entry as JSON to an address of yours, signed so that the receiver can tell it is ours, and with an id by which a second delivery is known.",
    source="standardwebhooks.com, specification 1.0.0",
    write=write,
)
