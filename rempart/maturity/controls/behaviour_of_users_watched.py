"""Unusual use of privileged accounts is noticed (AI-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="behaviour_of_users_watched",
    rows=("AI-02",),
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="Unusual use of privileged accounts is noticed",
    why="With valid credentials every step looks allowed; only the pattern gives it away. Comparing an account with its own past finds the night-time export, without judging the person.",
    fix=(
        "Start with the privileged accounts: times, places, amounts and targets.",
        "Agree beforehand with staff and their representatives on what is compared, and leave personal traits out.",
        "Let a person look at each notice and ask first; keep the number of notices to what can be looked at.",
    ),
    question="Would you notice if one of your own accounts copied my data at an unusual time?",
    effort=Effort(hours=(8, 40), cost_year_minor=(12000, 480000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:80; NIST CSF 2.0 DE.CM-03",
    threats=(Against("T03", Part.DETECTS), Against("T16", Part.DETECTS), Against("T22", Part.DETECTS)),
    key=Key.AGENT,
)
