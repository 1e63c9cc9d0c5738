"""A malicious archive or attachment (T13)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t13_bad_attachment",
    code="T13",
    rows=("THR-21", "THR-32", "THR-33", "THR-34", "THR-35"),
    title="A malicious archive or attachment",
    what="A file that looks like an invoice, a report or a contract, or an archive on a shared folder, brings a program along. Opening it once is enough, and on a critical server it stops the business.",
    always_residual=True,
)
