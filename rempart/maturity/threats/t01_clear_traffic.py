"""Unencrypted traffic or a bad certificate (T01)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t01_clear_traffic",
    code="T01",
    rows=("THR-02",),
    title="Unencrypted traffic or a bad certificate",
    what="Anyone on the way, in a café or at a provider, can read or change what visitors send. Browsers warn visitors away from such a site, and search engines rank it lower. A certificate that lapses does the same overnight.",
)
