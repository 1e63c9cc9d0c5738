"""32% of the businesses asked had a real data breach (ROI-03)."""

from rempart.maturity.core.survey import Figure, Status, Subject

UNIT = Figure(
    id="breaches_share",
    rows=("ROI-03",),
    subject=Subject.FREQUENCY,
    statement="32% of the businesses asked had a real data breach.",
    caution="The survey was made by a host, and people reported on themselves. This figure was not checked again.",
    number=32,
    unit="percent",
    source="guide 1:29; survey of 500 professionals, matches a host's study of hosting pain points, 2025",
    source_line=29,
    status=Status.PARTLY_VERIFIED,
)
