"""The programs of each site run apart from those of the others (ISO-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="processes_isolated",
    rows=("ISO-02",),
    dimension=Dimension.WALL,
    level=Level.THREE,
    proof=(Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.HOST,
    side=Side.HOST,
    title="The programs of each site run apart from those of the others",
    why="When all sites run under the same system user, a flaw in one lets its program read the keys and the database password of every other. A pool and a user of its own for each site stop that.",
    fix=(
        "Give each site its own PHP-FPM pool under its own system user.",
        "Limit processor, memory and number of processes for each site, so that one cannot starve the rest.",
        "Check with the list of processes that no two sites share a user.",
    ),
    question="Does every site run its own processes under its own system user, with limits of its own?",
    effort=Effort(hours=(1, 8), cost_year_minor=(0, 36000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:91, 1:107; NIST SP 800-53 SC-39",
    threats=(Against("T08", Part.NECESSARY),),
    key=Key.AGENT,
    voided_by=("host_changed",),
)
