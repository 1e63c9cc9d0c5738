"""Sound compliance and data protection open new markets and contracts (COMP-07, ROI-04)."""

from rempart.maturity.core.survey import Figure, Status, Subject

UNIT = Figure(
    id="gain_markets",
    rows=("COMP-07", "ROI-04"),
    subject=Subject.GAIN,
    statement="Sound compliance and data protection open new markets and contracts.",
    caution="A gain, not a loss avoided: it is never added to the return.",
    number=None,
    unit="",
    source="guide 1:34",
    source_line=34,
    status=Status.NOT_VERIFIED,
)
