"""Self-assessment: whose account opens other doors."""

from rempart.people.core.self_check import Asked, Option, Part
from rempart.terms.words import Words

UNIT = Asked(
    id="keys",
    part=Part.HANDLE,
    order=3,
    ask=Words(
        "Can I change the website, servers, or what others may do?",
        "Puis-je modifier le site, des serveurs, ou ce que d’autres ont le droit de faire ?",
        "我能改动网站、服务器，或别人的权限吗？",
    ),
    options=(
        Option("no", Words("No", "Non", "不能"), {}),
        Option(
            "parts",
            Words("Some parts", "Certaines parties", "能改一部分"),
            {"passwords_and_second_factors": 1, "automation_and_zero_trust": 2, "backups_and_ransomware": 1},
        ),
        Option(
            "nearly_all",
            Words("Nearly everything", "Presque tout", "几乎都能改"),
            {"passwords_and_second_factors": 3, "automation_and_zero_trust": 3, "backups_and_ransomware": 2},
        ),
    ),
)
