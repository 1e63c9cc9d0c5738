"""Duties that are unmet, or met but unproven (T25)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t25_unmet_duties",
    code="T25",
    rows=("THR-17", "THR-44", "THR-47"),
    title="Duties that are unmet, or met but unproven",
    what="After a leak, or at a check, an authority or a bank asks for documents that do not exist. The fine, the lost contract or the late notice to the people concerned then costs more than the incident.",
)
