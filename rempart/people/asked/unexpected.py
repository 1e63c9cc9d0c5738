"""Self-assessment: looks are the part that is easiest to forge."""

from rempart.people.core.self_check import Asked, Option, Part
from rempart.terms.words import Words

UNIT = Asked(
    id="unexpected",
    part=Part.HABITS,
    order=8,
    ask=Words(
        "A document or an archive comes that I did not expect. What do I do most often?",
        "Un document ou une archive arrive sans que je l’attende. Que fais-je le plus souvent ?",
        "收到一份没有料到的文档或压缩包，我多半怎么做？",
    ),
    options=(
        Option(
            "ask",
            Words(
                "I ask the sender by another way, or I report it",
                "Je demande à l’expéditeur par un autre moyen, ou je le signale",
                "换个方式问发件人，或者上报",
            ),
            {},
        ),
        Option(
            "look",
            Words("I see whether it looks right", "Je regarde si cela semble normal", "看看它像不像真的"),
            {"archives_and_macros": 2, "phishing_by_mail": 2},
        ),
        Option(
            "open",
            Words("I open it to know what it is", "Je l’ouvre pour savoir ce que c’est", "打开看看是什么"),
            {"archives_and_macros": 3, "phishing_by_mail": 3},
        ),
    ),
)
