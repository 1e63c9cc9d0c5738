"""Step 2 of the watch, of our own making: Practised."""

from rempart.maturity.core.step import Step
from rempart.terms.level import Dimension, Level

UNIT = Step(
    id="watch_2",
    dimension=Dimension.WATCH,
    level=Level.TWO,
    name="Practised",
    for_whom="Teams in which several people sign in, answer mail and handle customers' data. This step is of our own making: the guide describes the wall only.",
    protects=(
        "Common phishing: people have seen it, and report it.",
        "Stolen passwords, by a second factor and a password manager.",
        "Components that nobody knew of.",
    ),
    residual=(
        "An insider with wide rights.",
        "A supplier who is attacked.",
        "Human error: somebody opens a bad file or types a password into a false page.",
    ),
    hidden_cost="Practice fades. Without a drill each month, the figures fall back within a year.",
    questions=(
        "Which of your people can reach my data, and do they use a second factor?",
        "Can you give me a list of all components with their versions?",
    ),
    source_lines=(),
)
