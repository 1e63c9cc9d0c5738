"""All staff sign in with a second factor (AWR-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="staff_second_factor",
    rows=("AWR-02",),
    dimension=Dimension.WATCH,
    level=Level.TWO,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="All staff sign in with a second factor",
    why="A password given away on a false page is not enough when a second proof is asked for. A key or a device's own sign-in is best, because it does not work on the false page at all.",
    fix=(
        "Switch the second factor on for mail, the host's panel, WordPress and every tool with customers' data.",
        "Prefer keys and device sign-in to codes by SMS, and give each person a spare.",
        "Look at the list of accounts without one each week until it is empty, managers first.",
    ),
    question="Is a second factor compulsory for all your staff who can reach my systems?",
    effort=Effort(hours=(3, 12), cost_year_minor=(0, 36000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:156; NIST CSF 2.0 PR.AA-03; NIST SP 800-63B",
    threats=(Against("T03", Part.PREVENTS), Against("T14", Part.NECESSARY)),
    key=Key.DOCUMENT,
)
