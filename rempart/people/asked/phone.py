"""Self-assessment: short messages show little of who sends them."""

from rempart.people.core.self_check import Asked, Option, Part
from rempart.terms.words import Words

UNIT = Asked(
    id="phone",
    part=Part.DEVICES,
    order=6,
    ask=Words(
        "Do I read work messages or confirm sign-ins on a phone?",
        "Est-ce que je lis des messages de travail ou confirme des connexions sur un téléphone ?",
        "我会在手机上看工作消息，或确认登录吗？",
    ),
    options=(
        Option("no", Words("No", "Non", "不会"), {}),
        Option(
            "messages", Words("I read messages", "Je lis des messages", "会看消息"), {"phishing_by_phone_sms_qr": 2}
        ),
        Option(
            "both",
            Words("Both", "Les deux", "都会"),
            {"phishing_by_phone_sms_qr": 3, "passwords_and_second_factors": 1},
        ),
    ),
)
