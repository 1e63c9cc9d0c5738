"""What happens on the server is recorded (LOG-01)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="server_events_recorded",
    rows=("LOG-01",),
    dimension=Dimension.WALL,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION, Proof.AGENT),
    scope=Scope.HOST,
    side=Side.HOST,
    title="What happens on the server is recorded",
    why="An intruder who comes past WordPress may leave no trace in WordPress. The server's own record of requests, sign-ins, started programs and changed files shows the other half.",
    fix=(
        "Have web requests, shell and panel sign-ins, scheduled tasks, errors and file changes recorded.",
        "Set the clocks of all machines by the same time service, so that records can be laid side by side.",
        "Ask how you get these records in an incident, and try it once.",
    ),
    question="Which events of the server do you record, and how do I get them when I need them?",
    effort=Effort(hours=(2, 8), cost_year_minor=(0, 36000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:114; NIST CSF 2.0 PR.PS-04; NIST SP 800-53 AU-2, AU-12",
    threats=(Against("T02", Part.DETECTS), Against("T06", Part.DETECTS), Against("T07", Part.DETECTS)),
    key=Key.AGENT,
    voided_by=("host_changed",),
)
