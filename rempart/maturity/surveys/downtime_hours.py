"""Businesses asked lose five hours a month to downtime, on average (UP-04, ROI-03)."""

from rempart.maturity.core.survey import Figure, Status, Subject

UNIT = Figure(
    id="downtime_hours",
    rows=("UP-04", "ROI-03"),
    subject=Subject.LOSS,
    statement="Businesses asked lose five hours a month to downtime, on average.",
    caution="The survey was made by a host, and people reported on themselves. This figure was not checked again.",
    number=5,
    unit="hours_month",
    source="guide 1:28; survey of 500 professionals, matches a host's study of hosting pain points, 2025",
    source_line=28,
    status=Status.PARTLY_VERIFIED,
)
