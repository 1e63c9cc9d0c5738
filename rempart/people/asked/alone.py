"""Self-assessment: a chain hangs on whoever cannot be replaced."""

from rempart.people.core.self_check import Asked, Option, Part
from rempart.terms.words import Words

UNIT = Asked(
    id="alone",
    part=Part.PLACE,
    order=13,
    ask=Words(
        "If I were away for a month, could somebody else do what I do?",
        "Si je m’absentais un mois, quelqu’un d’autre pourrait-il faire mon travail ?",
        "如果我离开一个月，有别人能做我的工作吗？",
    ),
    options=(
        Option("yes", Words("Yes", "Oui", "能"), {}),
        Option("partly", Words("Partly", "En partie", "能做一部分"), {"automation_and_zero_trust": 1}),
        Option(
            "no",
            Words("No, or only I hold the keys", "Non, ou personne d’autre n’a les accès", "不能，或者只有我有权限"),
            {"automation_and_zero_trust": 3, "backups_and_ransomware": 1},
        ),
    ),
)
