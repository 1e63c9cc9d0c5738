"""An attacker who wants you in particular (T24)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t24_targeted_attack",
    code="T24",
    rows=("THR-12", "THR-16", "THR-18", "THR-19", "THR-20"),
    title="An attacker who wants you in particular",
    what="A patient and well-paid group combines several ways, among them flaws that nobody knows yet, or sends a person to the machine itself. No set of rules ends this threat; physical access above all remains at every level.",
    always_residual=True,
)
