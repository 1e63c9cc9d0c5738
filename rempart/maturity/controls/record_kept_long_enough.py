"""The record is kept long enough to look back (LOG-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="record_kept_long_enough",
    rows=("LOG-02",),
    dimension=Dimension.WALL,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION, Proof.AGENT),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="The record is kept long enough to look back",
    why="Break-ins are often found months later, and a record of two weeks then begins after the story ended. The period is also a duty: long enough for the review, not longer than the purpose allows.",
    fix=(
        "Set twelve months for security records, with the last three at hand, unless a rule of your sector says otherwise.",
        "Write down the purpose and the period for each kind of record, and let older entries be deleted by themselves.",
        "Check once a quarter that the oldest entry is as old as it should be.",
    ),
    question="How long are the records kept, and can I choose the period?",
    effort=Effort(hours=(1, 3), cost_year_minor=(1200, 36000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:126; NIST SP 800-53 AU-11; PCI DSS 4.0.1 10.5.1",
    threats=(Against("T23", Part.NECESSARY),),
    key=Key.AGENT,
    voided_by=("host_changed", "profile_changed"),
)
