"""Computers of staff are protected and watched, never as the only defence (END-01, END-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="endpoints_protected",
    rows=("END-01", "END-02"),
    dimension=Dimension.WATCH,
    level=Level.FIVE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Computers of staff are protected and watched, never as the only defence",
    why="The laptop that edits the site is part of the site. Protection on the device notices the program that came with an attachment, but people remain the way in, so it never counts alone.",
    fix=(
        "Install protection that watches behaviour on all computers and telephones that reach your systems.",
        "Have its alerts arrive where somebody is on watch, and cut an infected device off by one action.",
        "Check with a harmless test file on each device once a quarter that an alert arrives.",
    ),
    question="Are the devices of your administrators protected and watched, and who sees their alerts?",
    effort=Effort(hours=(8, 40), cost_year_minor=(30000, 600000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:71, 2:156, 2:231; NIST CSF 2.0 DE.CM-09, PR.PS-05",
    threats=(Against("T13", Part.DETECTS), Against("T12", Part.DETECTS)),
    key=Key.AGENT,
    exercise_exists=True,
)
