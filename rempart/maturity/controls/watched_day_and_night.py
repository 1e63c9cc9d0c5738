"""People watch the alerts day and night (SOC-01)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="watched_day_and_night",
    rows=("SOC-01",),
    dimension=Dimension.WALL,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.SITE,
    side=Side.HOST,
    title="People watch the alerts day and night",
    why="Attackers like nights and holidays, because then an alarm rings in an empty room. A person on duty can tell a backup from a theft and act within minutes.",
    fix=(
        "Agree with your host or a monitoring service who is on duty at which hours, nights and holidays included.",
        "Get the rota, the tools and the time to first answer in writing, and have someone other than the author review it.",
        "Call or trigger a test alert once at night, and note how long it took until a person answered.",
    ),
    question="Who watches the alerts of my site at three in the morning, and what may that person do without asking me?",
    effort=Effort(
        hours=(8, 40),
        cost_year_minor=(600000, 6000000),
        source="public price lists of managed detection services, range rounded; not measured",
    ),
    source="guide 1:113; NIST CSF 2.0 DE.CM-01, DE.AE-02",
    threats=(Against("T22", Part.DETECTS), Against("T23", Part.DETECTS), Against("T24", Part.DETECTS)),
    key=Key.DOCUMENT,
    voided_by=("host_changed",),
)
