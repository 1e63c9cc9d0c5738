"""Self-assessment: what is kept in one place only."""

from rempart.people.core.self_check import Asked, Option, Part
from rempart.terms.words import Words

UNIT = Asked(
    id="copies",
    part=Part.DEVICES,
    order=5,
    ask=Words(
        "If this device were gone tomorrow, what would be lost?",
        "Si cet appareil disparaissait demain, qu’est-ce qui serait perdu ?",
        "如果明天这台设备不见了，会丢掉什么？",
    ),
    options=(
        Option("nothing", Words("Nothing that matters", "Rien d’important", "没什么要紧的"), {}),
        Option(
            "days",
            Words("A few days of work", "Quelques jours de travail", "几天的工作"),
            {"backups_and_ransomware": 2},
        ),
        Option(
            "much",
            Words("Much, or I do not know", "Beaucoup, ou je ne sais pas", "很多，或者我也说不清"),
            {"backups_and_ransomware": 3},
        ),
    ),
)
