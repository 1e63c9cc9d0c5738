"""Self-assessment: one password in several places falls in all of them."""

from rempart.people.core.self_check import Asked, Option, Part
from rempart.terms.words import Words

UNIT = Asked(
    id="sign_in",
    part=Part.HABITS,
    order=7,
    ask=Words("How do I usually sign in?", "Comment est-ce que je me connecte d’habitude ?", "我平时怎样登录？"),
    options=(
        Option(
            "passkey",
            Words(
                "With a passkey, or a password manager and a second step",
                "Avec une clé d’accès, ou un gestionnaire de mots de passe et une deuxième étape",
                "用通行密钥，或用密码管理器加第二步验证",
            ),
            {},
        ),
        Option(
            "memory",
            Words("With passwords that I remember", "Avec des mots de passe que je retiens", "用记得住的密码"),
            {"passwords_and_second_factors": 2},
        ),
        Option(
            "same",
            Words(
                "With the same password in several places",
                "Avec le même mot de passe à plusieurs endroits",
                "几个地方用同一个密码",
            ),
            {"passwords_and_second_factors": 3},
        ),
    ),
)
