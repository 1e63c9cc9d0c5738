"""Self-assessment: a supplier's trouble arrives through people who know them."""

from rempart.people.core.self_check import Asked, Option, Part
from rempart.terms.words import Words

UNIT = Asked(
    id="outsiders",
    part=Part.PLACE,
    order=11,
    ask=Words(
        "Do I work with suppliers or agencies who have access here?",
        "Est-ce que je travaille avec des fournisseurs ou des agences qui ont un accès chez nous ?",
        "我的工作会接触能访问我们系统的供应商或外包公司吗？",
    ),
    options=(
        Option("no", Words("No", "Non", "不会"), {}),
        Option("few", Words("With one or two", "Avec un ou deux", "有一两家"), {"suppliers": 2}),
        Option(
            "daily",
            Words(
                "Every day, or I let them in", "Chaque jour, ou c’est moi qui leur ouvre", "天天合作，或由我开通权限"
            ),
            {"suppliers": 3, "insiders": 1},
        ),
    ),
)
