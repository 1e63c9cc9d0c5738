"""One phishing attempt stopped or one recovery exercised in time saves hundreds of thousands to over a million (ROI-06)."""

from rempart.maturity.core.survey import Figure, Status, Subject

UNIT = Figure(
    id="drill_saves",
    rows=("ROI-06",),
    subject=Subject.LOSS,
    statement="One phishing attempt stopped, or one recovery exercised in time, spares a company several hundred thousand to over a million of possible loss.",
    caution="A training programme says so of itself: no source, no currency, no size of company. Your own range stands above.",
    number=None,
    unit="",
    source="programme 2:293",
    source_line=293,
    status=Status.NOT_VERIFIED,
)
