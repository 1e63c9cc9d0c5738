"""Level 4 of the wall: Enterprise."""

from rempart.maturity.core.step import Step
from rempart.terms.level import Dimension, Level

UNIT = Step(
    id="wall_4",
    dimension=Dimension.WALL,
    level=Level.FOUR,
    name="Enterprise",
    for_whom="Established online brands, software services, financial and health organisations: those with compliance duties that cannot afford an interruption.",
    protects=(
        "Many sophisticated attacks that combine several ways at once.",
        "Unmet duties: the documents for regulators, partners and customers exist.",
        "A late answer: people are on watch, and what happened is on record.",
    ),
    residual=(
        "State actors.",
        "Flaws that nobody knows yet, in their most inventive form.",
        "Human error: somebody opens a bad file or types a password into a false page.",
        "An intruder who stands in the data centre.",
    ),
    hidden_cost="With confidential research or government contracts, even this level may be a risk.",
    questions=(
        "How long are logs kept, and can they be altered?",
        "Do you provide documentation and assistance with compliance?",
        "What is your process for answering incidents as they happen?",
    ),
    source_lines=(110, 111, 112, 113, 114, 115, 116, 118, 120, 122, 124, 126, 127, 128),
)
