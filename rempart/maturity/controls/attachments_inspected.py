"""Attachments and archives are opened in a safe place first (MAIL-01, MAIL-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="attachments_inspected",
    rows=("MAIL-01", "MAIL-02"),
    dimension=Dimension.WATCH,
    level=Level.TWO,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Attachments and archives are opened in a safe place first",
    why="A file from a stranger should meet a machine before it meets a person. Opened in a sandbox it shows what it does, and a check of its integrity shows whether it is what was sent.",
    fix=(
        "Let the mail gateway unpack archives and open attachments in a sandbox before delivery.",
        "Do the same on shared folders, and compare files with the sender's checksum or signature where there is one.",
        "Hold encrypted archives back until a person has asked the sender on another channel.",
    ),
    question="Are attachments that your staff open for my case inspected in a sandbox first?",
    effort=Effort(hours=(3, 16), cost_year_minor=(6000, 240000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:126, 2:131; NIST SP 800-53 SI-3, SC-44",
    threats=(Against("T13", Part.NECESSARY), Against("T12", Part.NECESSARY)),
    key=Key.DOCUMENT,
)
