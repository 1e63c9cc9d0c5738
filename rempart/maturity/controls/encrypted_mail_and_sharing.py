"""Confidential things travel encrypted, in daily use (MAIL-04, AWR-23)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="encrypted_mail_and_sharing",
    rows=("MAIL-04", "AWR-23"),
    dimension=Dimension.WATCH,
    level=Level.TWO,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Confidential things travel encrypted, in daily use",
    why="Customers' lists and backups often leave by mail or on an open link, because it is quick. An easy safe way, used every day, takes away the reason for the unsafe one.",
    fix=(
        "Offer one way to share files, with sign-in, an end date and a list of who opened them.",
        "Switch on encryption between mail servers, and sign or encrypt mail with payments and contracts.",
        "Look once a quarter for open links and remove those that are no longer needed.",
    ),
    question="By which encrypted way do you send and receive confidential files?",
    effort=Effort(hours=(2, 8), cost_year_minor=(0, 36000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:306; NIST CSF 2.0 PR.DS-02",
    threats=(Against("T16", Part.PREVENTS), Against("T01", Part.PREVENTS)),
    key=Key.DOCUMENT,
)
