"""Staff use a password manager (AUTH-04)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="password_manager_used",
    rows=("AUTH-04",),
    dimension=Dimension.WATCH,
    level=Level.TWO,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Staff use a password manager",
    why="Nobody can remember fifty good passwords, so the same one is used again and again. A manager makes a different one for each site, and does not fill it in on a false page.",
    fix=(
        "Choose one manager for all, with a second factor and a way back when someone forgets.",
        "Move shared passwords into shared folders, and change each one while you do.",
        "Show everybody in ten minutes how it works, and look after three months whether it is used.",
    ),
    question="Does your staff keep the passwords of my systems in a password manager, each one different?",
    effort=Effort(hours=(2, 8), cost_year_minor=(2400, 60000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:156; NIST SP 800-63B",
    threats=(Against("T02", Part.PREVENTS), Against("T14", Part.PREVENTS)),
    key=Key.DOCUMENT,
)
