"""Step 4 of the watch, of our own making: Watched."""

from rempart.maturity.core.step import Step
from rempart.terms.level import Dimension, Level

UNIT = Step(
    id="watch_4",
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    name="Watched",
    for_whom="Organisations that move money, hold privileged access or regulated data, or depend on a few large suppliers. This step is of our own making: the guide describes the wall only.",
    protects=(
        "Misuse of rights: unusual behaviour is seen and cut off.",
        "Forged payment orders: two people, and a check of the source.",
        "The outage of a single supplier, and changes that go wrong everywhere.",
    ),
    residual=(
        "A patient attacker who tests you where you do not test yourself.",
        "Whatever your suppliers do not tell you.",
        "Human error: somebody opens a bad file or types a password into a false page.",
    ),
    hidden_cost="To watch people costs trust when it is done in secret. Say what is recorded and why, and keep it to what is needed.",
    questions=(
        "Are the actions of your privileged staff recorded, and who looks at them?",
        "Which of your own suppliers would take my site down with them?",
    ),
    source_lines=(),
)
