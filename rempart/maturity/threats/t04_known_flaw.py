"""A known flaw in a plug-in, a theme or WordPress itself (T04)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t04_known_flaw",
    code="T04",
    rows=("THR-01", "THR-04", "THR-05", "THR-11"),
    title="A known flaw in a plug-in, a theme or WordPress itself",
    what="Flaws are published together with their repair, and programs search the whole web for sites that have not updated. It usually takes hours, and nobody has to be interested in you.",
)
