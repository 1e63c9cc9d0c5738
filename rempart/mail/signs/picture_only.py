"""Words in pictures get past filters that read."""

from rempart.mail.core.verdict.sign import THERE, Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words


def _find(view: View) -> str:
    has_picture = any(one.has_picture for one in view.links) or any(
        part.kind.startswith("image/") for part in view.attachments
    )
    return THERE if has_picture and clicked(view) and len("".join(view.shown.split())) < 120 else ""


UNIT = Sign(
    id="picture_only", weight=1.3,
    says=Words(
        "The letter is a picture with a link, with hardly a word",
        "Le message est une image avec un lien, presque sans mots",
        "邮件几乎只有一张带链接的图片",
    ),
    find=_find,
)  # fmt: skip
