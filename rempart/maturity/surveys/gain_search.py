"""A fast and reliable site ranks better in search and keeps customers content (ROI-04, UP-05)."""

from rempart.maturity.core.survey import Figure, Status, Subject

UNIT = Figure(
    id="gain_search",
    rows=("ROI-04", "UP-05"),
    subject=Subject.GAIN,
    statement="A fast and reliable site ranks better in search and keeps customers content.",
    caution="A gain, not a loss avoided: it is never added to the return.",
    number=None,
    unit="",
    source="guide 1:33",
    source_line=33,
    status=Status.NOT_VERIFIED,
)
