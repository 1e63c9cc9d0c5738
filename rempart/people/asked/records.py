"""Self-assessment: what many people would suffer from if it got out."""

from rempart.people.core.self_check import Asked, Option, Part
from rempart.terms.words import Words

UNIT = Asked(
    id="records",
    part=Part.HANDLE,
    order=2,
    ask=Words(
        "Do I work with lists of customers, colleagues or patients?",
        "Est-ce que je travaille avec des listes de clients, de collègues ou de patients ?",
        "我会用到客户、同事或病人的名单吗？",
    ),
    options=(
        Option("no", Words("No", "Non", "不会"), {}),
        Option("few", Words("A few of them", "Quelques-unes", "会用到一些"), {"cloud_sharing": 2, "insiders": 1}),
        Option(
            "many",
            Words("Long ones, or sensitive ones", "De longues, ou des données sensibles", "名单很长，或内容敏感"),
            {"cloud_sharing": 3, "insiders": 2},
        ),
    ),
)
