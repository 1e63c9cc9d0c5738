"""Someone inside, careless or with intent (T16)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t16_insider",
    code="T16",
    rows=("THR-25", "THR-26", "THR-29", "THR-37", "THR-48"),
    title="Someone inside, careless or with intent",
    what="A person with legitimate access takes data along, sells a picture of the screen, or puts an unencrypted copy on a drive. The looser the rights, the more one person can carry away.",
)
