"""An automated change that goes wrong everywhere at once (T21)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t21_bad_automation",
    code="T21",
    rows=("THR-40",),
    title="An automated change that goes wrong everywhere at once",
    what="A script or a generated configuration is wrong, or was tampered with, and is rolled out unseen. What would have been one mistake is everywhere within minutes.",
)
