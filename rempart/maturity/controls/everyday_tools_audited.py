"""Everyday tools are looked after too, not only the core systems (INV-03)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="everyday_tools_audited",
    rows=("INV-03",),
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Everyday tools are looked after too, not only the core systems",
    why="The archive tool on everybody's computer is on no list of critical systems, and it opens files from strangers all day. A flaw in it is a way in like any other.",
    fix=(
        "List the programs on staff computers with their versions: archive tools, readers, browsers and their extensions.",
        "Remove what nobody needs, and let the rest update by itself.",
        "Look once a month for versions with known flaws, and follow each to its end.",
    ),
    question="Which everyday tools are on the computers that administer my site, and who keeps them up to date?",
    effort=Effort(hours=(4, 24), cost_year_minor=(0, 60000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:125; NIST CSF 2.0 ID.AM-02, PR.PS-02",
    threats=(Against("T19", Part.PREVENTS), Against("T13", Part.PREVENTS)),
    key=Key.AGENT,
)
