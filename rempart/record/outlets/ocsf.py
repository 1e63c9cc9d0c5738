"""OCSF over HTTPS, for data lakes and newer security centres."""

import json
from collections.abc import Mapping

from rempart.record.core import ocsf, settings
from rempart.record.core.item import Item
from rempart.record.core.outlet import Carrier, Outlet


def write(item: Item, chosen: Mapping[str, str]) -> bytes:
    """One event as JSON."""
    return json.dumps(ocsf.event(item), ensure_ascii=False, separators=(",", ":")).encode()


UNIT = Outlet(
    id="ocsf",
    carrier=Carrier.POST,
    settings=settings.POST,
    title="OCSF",
    what="Each entry as an event of the Open Cybersecurity Schema Framework 1.5, sent as signed JSON over HTTPS.",
    source="schema.ocsf.io, version 1.5.0",
    write=write,
)
