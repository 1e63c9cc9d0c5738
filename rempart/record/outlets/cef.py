"""CEF inside syslog, for ArcSight, Sentinel and their kin."""

from collections.abc import Mapping

from rempart import __version__
from rempart.record.core import cef, settings, syslog
from rempart.record.core.item import Item
from rempart.record.core.outlet import Carrier, Outlet


def write(item: Item, chosen: Mapping[str, str]) -> bytes:
    """One line."""
    return syslog.line(item, cef.record(item, __version__), "-")


UNIT = Outlet(
    id="cef",
    carrier=Carrier.LINE,
    settings=settings.LINE,
    title="CEF",
    what="The Common Event Format inside syslog, for security centres that speak it. Choose TLS where the receiver offers it; over UDP a line can be lost without anybody noticing.",
    source="Micro Focus Security ArcSight Common Event Format, version 25; RFC 5424",
    write=write,
)
