"""From one machine to the next, and out with the data (T22)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t22_lateral_movement",
    code="T22",
    rows=("THR-23", "THR-24", "THR-31", "THR-39"),
    title="From one machine to the next, and out with the data",
    what="From a first foothold an intruder moves through a flat network, a weak service account, a shared transfer service or a connected device. Then the data leave in small encrypted parcels that look like ordinary traffic.",
)
