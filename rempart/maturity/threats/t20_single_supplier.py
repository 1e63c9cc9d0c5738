"""Outage of the one supplier everything hangs on (T20)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t20_single_supplier",
    code="T20",
    rows=("THR-41",),
    title="Outage of the one supplier everything hangs on",
    what="The delivery network, the name service or the firewall in front of the site fails, worldwide and for hours. If there is only one, your site is gone although your own server runs well.",
)
