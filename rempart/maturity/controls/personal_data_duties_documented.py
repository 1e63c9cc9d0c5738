"""Your duties for personal data are met and documented (COMP-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="personal_data_duties_documented",
    rows=("COMP-02",),
    dimension=Dimension.WALL,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="Your duties for personal data are met and documented",
    why="The law asks not only that you protect personal data but that you can show it. A list of what you hold, why, where and with whom is also what you need within the first hours after a leak.",
    fix=(
        "Keep a record of processing: which data, for what purpose, how long, with which suppliers.",
        "Sign a processing agreement with the host and every service that sees the data, and note in which country they keep it.",
        "Write down the protective measures, and link each to the evidence on your wall.",
        "Have someone other than the author review it, once a year.",
    ),
    question="Do you provide a processing agreement, your list of sub-processors and assistance with compliance?",
    effort=Effort(hours=(8, 40), cost_year_minor=(0, 400000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:115, 1:127; GDPR art. 5(2), 28, 30, 32",
    threats=(Against("T25", Part.NECESSARY),),
    key=Key.DOCUMENT,
    voided_by=("profile_changed", "host_changed"),
)
