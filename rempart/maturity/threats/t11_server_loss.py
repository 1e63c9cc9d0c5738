"""Loss of the server (T11)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t11_server_loss",
    code="T11",
    rows=("THR-01", "THR-14"),
    title="Loss of the server",
    what="A disk fails, a data centre burns, an account is deleted or a contract ends in a dispute. Backups on the same server are lost with it.",
)
