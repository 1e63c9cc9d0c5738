"""Self-assessment: an early word is worth more than a good one."""

from rempart.people.core.self_check import Asked, Option, Part
from rempart.terms.words import Words

UNIT = Asked(
    id="telling",
    part=Part.PLACE,
    order=12,
    ask=Words(
        "If something odd happened now, would I know whom to tell?",
        "Si quelque chose d’étrange arrivait maintenant, saurais-je à qui le dire ?",
        "如果现在出现异常，我知道该告诉谁吗？",
    ),
    options=(
        Option(
            "done_it", Words("Yes, and I have done it before", "Oui, et je l’ai déjà fait", "知道，而且以前上报过"), {}
        ),
        Option(
            "look_up",
            Words("I would have to look it up", "Je devrais chercher", "得查一查"),
            {"reporting_and_incidents": 2},
        ),
        Option("no", Words("No", "Non", "不知道"), {"reporting_and_incidents": 3}),
    ),
)
