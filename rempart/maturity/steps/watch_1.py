"""Step 1 of the watch, of our own making: Someone is there."""

from rempart.maturity.core.step import Step
from rempart.terms.level import Dimension, Level

UNIT = Step(
    id="watch_1",
    dimension=Dimension.WATCH,
    level=Level.ONE,
    name="Someone is there",
    for_whom="Every organisation, from the first colleague or contractor on. This step is of our own making: the guide describes the wall only.",
    protects=("Silence: everyone knows whom to tell, and somebody answers.", "Accounts of people who have left."),
    residual=(
        "A good forgery on a busy day: nobody has practised yet.",
        "Attacks through suppliers, and orders in a forged voice.",
        "Human error: somebody opens a bad file or types a password into a false page.",
    ),
    hidden_cost="It hangs on the memory of a few people. When one is on holiday, nobody may be there.",
    questions=("Whom do I call at your end when something looks wrong?", "Which of us does what in an incident?"),
    source_lines=(),
)
