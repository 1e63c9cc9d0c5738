"""One person in five says that downtime costs more than USD 2,500 a month (UP-04, ROI-03)."""

from rempart.maturity.core.survey import Figure, Status, Subject

UNIT = Figure(
    id="downtime_cost_share",
    rows=("UP-04", "ROI-03"),
    subject=Subject.LOSS,
    statement="One person in five says that downtime costs more than USD 2,500 a month.",
    caution="The survey was made by a host, and people reported on themselves. The figure is quoted from the study, not read in it.",
    number=20,
    unit="percent",
    source="guide 1:28; survey of 500 professionals, matches a host's study of hosting pain points, 2025",
    source_line=28,
    status=Status.PARTLY_VERIFIED,
)
