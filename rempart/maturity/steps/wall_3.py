"""Level 3 of the wall: Advanced."""

from rempart.maturity.core.step import Step
from rempart.terms.level import Dimension, Level

UNIT = Step(
    id="wall_3",
    dimension=Dimension.WALL,
    level=Level.THREE,
    name="Advanced",
    for_whom="Sites whose downtime costs money and trust: busy shops, membership sites, agencies with several clients. The minimum to aim for in most businesses.",
    protects=(
        "Most opportunistic attacks, and part of the targeted ones.",
        "A break-in that would spread from one site on the server to another.",
        "Floods of requests, and updates that break the site.",
    ),
    residual=(
        "Highly specialised attacks aimed at your business in particular.",
        "Duties of compliance and the watch that a larger company needs.",
        "It is not made for regulated data or for those whom states may target.",
        "Human error: somebody opens a bad file or types a password into a false page.",
    ),
    hidden_cost="It can be enough for a long time. A regulated market, more sensitive customer data or very fast growth are the signs to go higher.",
    questions=(
        "Are the backups stored off site and encrypted?",
        "Do you isolate the accounts at the level of the server?",
        "Can I create a staging environment for tests?",
        "How fast can you mitigate a flood of requests?",
    ),
    source_lines=(86, 87, 88, 89, 90, 91, 92, 93, 95, 96, 98, 99, 101, 102, 104, 106, 107, 108, 109),
)
