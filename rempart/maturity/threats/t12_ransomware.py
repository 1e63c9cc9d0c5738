"""Ransomware (T12)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t12_ransomware",
    code="T12",
    rows=("THR-42", "THR-44"),
    title="Ransomware",
    what="An intruder encrypts everything within reach, the backups first, and asks for money. Often data are copied beforehand, and the threat to publish them is the second demand.",
)
