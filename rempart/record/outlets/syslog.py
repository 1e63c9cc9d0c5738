"""Syslog as RFC 5424 has it, for any collector."""

from collections.abc import Mapping

from rempart.record.core import settings, syslog
from rempart.record.core.item import Item
from rempart.record.core.outlet import Carrier, Outlet


def write(item: Item, chosen: Mapping[str, str]) -> bytes:
    """One line."""
    return syslog.line(item, item.sentence, syslog.structured(item))


UNIT = Outlet(
    id="syslog",
    carrier=Carrier.LINE,
    settings=settings.LINE,
    title="Syslog",
    what="One line for each entry, in the format every log collector reads. Choose TLS where the receiver offers it; over UDP a line can be lost without anybody noticing.",
    source="RFC 5424, RFC 5425, RFC 6587 section 3.4.1, RFC 5426",
    write=write,
)
