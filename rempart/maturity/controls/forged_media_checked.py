"""Voices and faces are checked for forgery, as a second opinion (AI-04)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="forged_media_checked",
    rows=("AI-04",),
    dimension=Dimension.WATCH,
    level=Level.FIVE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Voices and faces are checked for forgery, as a second opinion",
    why="A voice or a face can be copied from a few minutes of public video. A detector helps, and it errs, so its answer never replaces a call back on a known number.",
    fix=(
        "Have recordings and calls that ask for money, data or access run through a detector, with consent where the law asks for it.",
        "Whatever it says, call back on a number from your own list before anything is done.",
        "Try it every half year with forgeries of your own and with real recordings, and note its errors.",
    ),
    question="How do you make sure that an order on the telephone in my name really comes from me?",
    effort=Effort(hours=(4, 16), cost_year_minor=(0, 240000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:260; NIST CSF 2.0 PR.AT-01",
    threats=(Against("T15", Part.DETECTS),),
    key=Key.DOCUMENT,
    exercise_exists=True,
)
