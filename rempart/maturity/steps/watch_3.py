"""Step 3 of the watch, of our own making: Organised."""

from rempart.maturity.core.step import Step
from rempart.terms.level import Dimension, Level

UNIT = Step(
    id="watch_3",
    dimension=Dimension.WATCH,
    level=Level.THREE,
    name="Organised",
    for_whom="Organisations with staff who come and go, with suppliers that matter, and with systems that change every week. This step is of our own making: the guide describes the wall only.",
    protects=(
        "Former colleagues' access, withdrawn within hours.",
        "Known flaws, repaired within one or two days.",
        "A bad change or an outage: the way back has been exercised.",
    ),
    residual=(
        "Misuse of rights that look normal from outside.",
        "Orders in a forged voice or face.",
        "Human error: somebody opens a bad file or types a password into a false page.",
    ),
    hidden_cost="Rules that nobody looks at become paper. It takes someone's time every month to keep them true.",
    questions=(
        "Within what time do you install repairs for critical flaws?",
        "When did you last exercise a restore and the failure of a supplier?",
    ),
    source_lines=(),
)
