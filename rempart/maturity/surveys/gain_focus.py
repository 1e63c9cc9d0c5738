"""With hosting you can rely on, your attention goes to growth and not to security gaps (ROI-04)."""

from rempart.maturity.core.survey import Figure, Status, Subject

UNIT = Figure(
    id="gain_focus",
    rows=("ROI-04",),
    subject=Subject.GAIN,
    statement="With hosting you can rely on, your attention goes to growth and not to security gaps.",
    caution="A gain, not a loss avoided: it is never added to the return.",
    number=None,
    unit="",
    source="guide 1:35",
    source_line=35,
    status=Status.NOT_VERIFIED,
)
