"""Abuse of XML-RPC and other interfaces (T06)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t06_interface_abuse",
    code="T06",
    rows=("THR-10",),
    title="Abuse of XML-RPC and other interfaces",
    what="WordPress has side entrances for apps and other programs. Through them hundreds of passwords can be tried in a single request, or your site can be made to attack others.",
)
