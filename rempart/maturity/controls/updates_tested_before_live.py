"""Updates are tried on the copy before they go live (STG-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="updates_tested_before_live",
    rows=("STG-02",),
    dimension=Dimension.WALL,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.OWNER,
    title="Updates are tried on the copy before they go live",
    why="Plug-ins and themes work on each other in ways their makers never tried, so an update can break the checkout or bring in a flaw. An hour on the copy is cheaper than an evening without orders.",
    fix=(
        "Apply each update to the test copy first, then look at the front page, the sign-in, a form and the checkout.",
        "Compare with a picture of the pages before the update, by hand or with a tool.",
        "Only then update the live site, with a fresh backup, and do not let security updates wait longer than two days for it.",
    ),
    question="Are updates tested on a copy before they reach my live site, and who looks at the result?",
    effort=Effort(hours=(1, 4), cost_year_minor=(0, 36000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:93; NIST CSF 2.0 PR.PS-02; NIST SP 800-53 CM-4(1)",
    threats=(Against("T10", Part.NECESSARY), Against("T04", Part.PREVENTS)),
    key=Key.COMPANION,
    voided_by=("host_changed",),
)
