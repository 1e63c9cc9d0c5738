"""Self-assessment: safe sharing and encrypted mail (AWR-23)."""

from rempart.people.core.self_check import Asked, Option, Part
from rempart.terms.words import Words

UNIT = Asked(
    id="sending",
    part=Part.HABITS,
    order=9,
    ask=Words(
        "How do I send somebody a confidential file?",
        "Comment est-ce que j’envoie un fichier confidentiel à quelqu’un ?",
        "我怎样把机密文件发给别人？",
    ),
    options=(
        Option(
            "named",
            Words(
                "Shared with that person by name, or encrypted",
                "Partagé avec cette personne nommément, ou chiffré",
                "指名分享给对方，或加密",
            ),
            {},
        ),
        Option(
            "link",
            Words(
                "By a link that opens for whoever has it",
                "Par un lien qui s’ouvre à quiconque le possède",
                "发一个谁拿到都能打开的链接",
            ),
            {"cloud_sharing": 3},
        ),
        Option(
            "attached",
            Words("As an ordinary attachment", "En simple pièce jointe", "当普通附件发出去"),
            {"cloud_sharing": 2},
        ),
    ),
)
