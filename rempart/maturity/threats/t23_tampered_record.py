"""Altered records and an answer that comes too late (T23)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t23_tampered_record",
    code="T23",
    rows=("THR-47",),
    title="Altered records and an answer that comes too late",
    what="An intruder deletes the traces, or the alarm rings and nobody acts until the next day. Meanwhile the copied data are used for fraud, false identities or espionage, and nobody can say what happened.",
)
