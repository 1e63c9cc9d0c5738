"""Level 5 of the wall: Zero trust."""

from rempart.maturity.core.step import Step
from rempart.terms.level import Dimension, Level

UNIT = Step(
    id="wall_5",
    dimension=Dimension.WALL,
    level=Level.FIVE,
    name="Zero trust",
    for_whom="Government agencies, defence contractors, regulated multinationals, holders of very sensitive intellectual property. Some large networks of sites may consider it; most small businesses never need it.",
    protects=(
        "Much of what patient, well-equipped attackers try, because nothing is trusted unverified.",
        "New methods that differ from an ordinary day: they are flagged while they happen.",
        "Weaknesses that a commissioned attack finds first.",
    ),
    residual=(
        "Human error: somebody opens a bad file or types a password into a false page.",
        "Nobody can promise to stop what nobody knows yet: this level makes it harder and shows it sooner.",
        "An intruder who stands in the data centre.",
    ),
    hidden_cost="This protection is costly and complex to keep up. If you do not need it, it takes money and people from where they would do more.",
    questions=(
        "Which exceptions to verification exist, for your own staff too?",
        "Which of my servers, storage and backups are used by me alone?",
        "How often may I have the site attacked, and who closes what is found?",
    ),
    source_lines=(129, 130, 131, 132, 133, 134, 135, 137, 139, 141, 143),
)
