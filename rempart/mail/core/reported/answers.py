"""What whoever reported is told, in three languages: by the page, and by mail. A report is always thanked.

No link stands in a letter: nobody learns here to follow one.
"""

from typing import NamedTuple

from rempart.mail.core.reported.states import Decision


class Text(NamedTuple):
    """Subject and body in one language."""

    subject: str
    body: str


DRILL = {
    "en": "Thank you. This was an exercise of ours, and you saw it. Nothing more is to be done.",
    "fr": "Merci. C’était un de nos exercices, et vous l’avez vu. Il n’y a rien d’autre à faire.",
    "zh": "谢谢。这是我们的一次演练，您看出来了。无需再做任何事。",
}
WAITS = {
    "en": "Thank you. Somebody will look at it. Until then leave the mail as it is, and open nothing in it.",
    "fr": "Merci. Quelqu’un va l’examiner. D’ici là, laissez le courriel tel quel et n’y ouvrez rien.",
    "zh": "谢谢。会有人查看。在此之前请保持邮件原样，不要打开其中的任何内容。",
}
SAID: dict[Decision, dict[str, str]] = {
    Decision.PHISHING: {
        "en": "It is phishing: well seen. Delete it. If you opened a link, typed something or started a file, tell your security officer now; it helps, and nobody will be cross.",
        "fr": "C’est un hameçonnage\u202f: bien vu. Supprimez-le. Si vous avez ouvert un lien, saisi quelque chose ou lancé un fichier, dites-le dès maintenant à votre responsable de la sécurité\u202f; cela aide, et personne ne vous en voudra.",
        "zh": "这是钓鱼邮件：您看得很准。请删除它。如果您打开过链接、输入过内容或运行过文件，请现在就告诉安全负责人；这很有帮助，没有人会责怪您。",
    },
    Decision.SPAM: {
        "en": "It is unwanted advertising, and harmless to you. Delete it, or mark it as junk in your mail program.",
        "fr": "C’est de la publicité indésirable, sans danger pour vous. Supprimez-le, ou signalez-le comme indésirable dans votre messagerie.",
        "zh": "这是垃圾广告邮件，对您没有危险。请删除它，或在邮件程序中标为垃圾邮件。",
    },
    Decision.HARMLESS: {
        "en": "It is genuine: you may use it as usual. It was right to ask, and it always is.",
        "fr": "Il est authentique\u202f: vous pouvez l’utiliser comme d’habitude. Vous avez bien fait de demander, comme toujours.",
        "zh": "这封邮件是真实的：您可以照常使用。您提出来是对的，任何时候都对。",
    },
    Decision.UNSURE: {
        "en": "We could not find out what it is. Do not use it; ask the sender another way, with a number or address you know already.",
        "fr": "Nous n’avons pas pu établir ce que c’est. Ne l’utilisez pas\u202f; demandez à l’expéditeur par un autre moyen, avec un numéro ou une adresse que vous connaissez déjà.",
        "zh": "我们无法确定这是什么邮件。请不要使用；请用您已知的电话或地址，通过其他途径询问发件人。",
    },
}  # fmt: skip
_SUBJECT = {
    "en": "The mail you reported",
    "fr": "Le courriel que vous avez signalé",
    "zh": "您报告的邮件",
}
_FRAME = {
    "en": "Thank you for reporting this mail on {day}:\n\n    {subject}\n\n{said}\n",
    "fr": "Merci d’avoir signalé ce courriel le {day}\u202f:\n\n    {subject}\n\n{said}\n",
    "zh": "感谢您于 {day} 报告这封邮件：\n\n    {subject}\n\n{said}\n",
}


def write(decision: Decision, language: str, *, day: str, subject: str) -> Text:
    """`subject` is the reported mail's, and anybody's words: no link in it can be followed."""
    body = _FRAME[language].replace("{day}", day).replace("{said}", SAID[decision][language])
    return Text(_SUBJECT[language], body.replace("{subject}", subject or "–"))
