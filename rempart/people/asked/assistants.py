"""Self-assessment: what is typed there is kept by somebody else."""

from rempart.people.core.self_check import Asked, Option, Part
from rempart.terms.words import Words

UNIT = Asked(
    id="assistants",
    part=Part.HABITS,
    order=10,
    ask=Words(
        "What do I put into AI tools?", "Qu’est-ce que je confie aux outils d’IA ?", "我会往 AI 工具里输入什么？"
    ),
    options=(
        Option(
            "allowed",
            Words(
                "Nothing confidential, or only where the firm allows it",
                "Rien de confidentiel, ou seulement là où l’entreprise le permet",
                "不输入机密内容，或只用公司允许的工具",
            ),
            {},
        ),
        Option(
            "texts",
            Words("Texts from work, now and then", "De temps en temps, des textes du travail", "偶尔输入工作上的文字"),
            {"ai_tools_and_keys": 2},
        ),
        Option(
            "anything",
            Words(
                "Whatever helps: data, code, keys",
                "Tout ce qui aide : données, code, clés",
                "什么有用就输入什么：数据、代码、密钥",
            ),
            {"ai_tools_and_keys": 3},
        ),
    ),
)
