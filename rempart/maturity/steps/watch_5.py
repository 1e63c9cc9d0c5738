"""Step 5 of the watch, of our own making: Never alone."""

from rempart.maturity.core.step import Step
from rempart.terms.level import Dimension, Level

UNIT = Step(
    id="watch_5",
    dimension=Dimension.WATCH,
    level=Level.FIVE,
    name="Never alone",
    for_whom="Organisations that are worth a long attack, and those on whom many others depend. This step is of our own making: the guide describes the wall only.",
    protects=(
        "Weaknesses in how people and systems work together: red teams look for them, blue teams learn.",
        "The spread of a break-in, by segments and rights that end at each wall.",
        "Surprise: others share what they have seen.",
    ),
    residual=(
        "Human error: somebody opens a bad file or types a password into a false page.",
        "An insider whom everybody trusts.",
        "An intruder who stands in the data centre.",
    ),
    hidden_cost="It takes people whom few small organisations can pay for. Where it is not needed, the time is better spent on steps 1 to 3.",
    questions=(
        "Do you take part in our exercises, and may we attack what you run for us?",
        "With whom do you share what you learn about attacks?",
    ),
    source_lines=(),
)
