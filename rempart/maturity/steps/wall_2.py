"""Level 2 of the wall: Proactive."""

from rempart.maturity.core.step import Step
from rempart.terms.level import Dimension, Level

UNIT = Step(
    id="wall_2",
    dimension=Dimension.WALL,
    level=Level.TWO,
    name="Proactive",
    for_whom="Small and medium businesses with fresh content, a modest shop or a growing mailing list. Whoever collects any customer data, even just mail addresses, belongs here at least.",
    protects=(
        "Opportunistic attackers and automated networks of hijacked machines.",
        "The better-known plug-in flaws.",
        "Surprise: you are told of something suspicious before it becomes a large incident.",
    ),
    residual=(
        "Advanced and targeted attacks: the defences come ready-made, and a skilled, determined attacker can find a way around them.",
        "A break-in at another site on the same server, since sites are only partly isolated.",
        "A flood of requests meant to take the site down.",
        "Human error: somebody opens a bad file or types a password into a false page.",
    ),
    hidden_cost="Your site becomes more valuable with time. At some point it is worth an attacker's attention, and this level is no longer enough.",
    questions=(
        "How often do you look for malware, and what happens when you find some?",
        "How is the firewall configured, and is it updated automatically?",
        "Do you limit sign-in attempts, and do you offer a second factor?",
    ),
    source_lines=(64, 65, 66, 67, 68, 69, 70, 72, 73, 75, 76, 78, 80, 81, 83, 84, 85),
)
