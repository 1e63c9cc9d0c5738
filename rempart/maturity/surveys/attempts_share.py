"""Nearly half of the businesses asked saw attempts to break in because of poor hosting security (ROI-03)."""

from rempart.maturity.core.survey import Figure, Status, Subject

UNIT = Figure(
    id="attempts_share",
    rows=("ROI-03",),
    subject=Subject.FREQUENCY,
    statement="Nearly half of the businesses asked saw attempts to break in because of poor hosting security.",
    caution="The survey was made by a host, and people reported on themselves. No exact figure is given.",
    number=None,
    unit="percent",
    source="guide 1:29; survey of 500 professionals, matches a host's study of hosting pain points, 2025",
    source_line=29,
    status=Status.PARTLY_VERIFIED,
)
