"""What privileged accounts do is recorded in detail (LOG-03)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="privileged_use_recorded",
    rows=("LOG-03",),
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="What privileged accounts do is recorded in detail",
    why="An administrator can do almost anything, and so can whoever has that password. A detailed record protects the company, and the administrator from a false suspicion.",
    fix=(
        "Force recording for every account that can change rights, read all data or copy backups; leave no exceptions.",
        "Let unusual downloads and transfers be reported to a second person.",
        "Keep the record where those accounts cannot change it, and tell the people concerned what it holds.",
    ),
    question="Do you record what your administrators do on my systems, and may I see it?",
    effort=Effort(hours=(4, 16), cost_year_minor=(0, 120000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:75, 2:80; NIST SP 800-53 AC-6(9)",
    threats=(Against("T03", Part.DETECTS), Against("T16", Part.DETECTS), Against("T17", Part.DETECTS)),
    key=Key.AGENT,
)
