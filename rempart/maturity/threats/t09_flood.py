"""A flood of requests, or simply too many visitors (T09)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t09_flood",
    code="T09",
    rows=("THR-06",),
    title="A flood of requests, or simply too many visitors",
    what="More requests arrive than the server can answer, sent on purpose or after a good mention in the news. The site slows down and then is gone for everybody.",
)
