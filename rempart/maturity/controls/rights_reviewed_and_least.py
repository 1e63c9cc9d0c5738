"""Everyone has only the rights they need, looked at twice a year (ZT-03)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="rights_reviewed_and_least",
    rows=("ZT-03",),
    dimension=Dimension.WATCH,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="Everyone has only the rights they need, looked at twice a year",
    why="Rights pile up: a holiday cover here, a project there. Whatever an account may do, an intruder with that account may do as well, encrypting included.",
    fix=(
        "Give every account the smallest role that does the work; editors need no administrator's rights.",
        "Take direct writing on critical systems from daily accounts, and use a second account for administration.",
        "Let each owner confirm or withdraw the rights on their system twice a year, and record the answer.",
    ),
    question="Who on your side has administrator's rights on my systems, and when was that last reviewed?",
    effort=Effort(hours=(4, 24), cost_year_minor=(0, 60000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:47, 2:80, 2:238; NIST CSF 2.0 PR.AA-05; NIST SP 800-53 AC-6",
    threats=(Against("T16", Part.NECESSARY), Against("T12", Part.NECESSARY), Against("T22", Part.PREVENTS)),
    key=Key.DOCUMENT,
    document_max_age_s=180 * DAY_S,
)
