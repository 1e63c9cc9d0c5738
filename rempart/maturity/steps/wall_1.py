"""Level 1 of the wall: Basic."""

from rempart.maturity.core.step import Step
from rempart.terms.level import Dimension, Level

UNIT = Step(
    id="wall_1",
    dimension=Dimension.WALL,
    level=Level.ONE,
    name="Basic",
    for_whom="A personal blog or a first site with few visitors and nothing for sale. For now: it stops being enough as the site grows.",
    protects=(
        "Small accidents and occasional trouble.",
        "Warnings of browsers and search engines about an insecure site.",
    ),
    residual=(
        "Targeted, persistent or automated attacks, such as password guessing at the sign-in.",
        "A known flaw in a plug-in that was not updated.",
        "Malware hidden in the files.",
        "A peak of visitors that takes the server down.",
        "Human error: somebody opens a bad file or types a password into a false page.",
    ),
    hidden_cost="As soon as you collect customers' data, sell something or have regular visitors, this level no longer fits, and a repair usually costs more than the prevention would have.",
    questions=(
        "Is the certificate included, and is it renewed by itself?",
        "How often are backups made, and where are they kept?",
        "How fast can I restore my site from a backup when something goes wrong?",
    ),
    source_lines=(43, 44, 45, 46, 47, 48, 49, 51, 53, 54, 56, 58, 60, 61, 62),
)
