"""What letters of a programme say, in three languages (AWR-29). No link and no code stands in them: whoever wants to come
types an address by hand, and knows the letter by words that the intranet shows too."""

from typing import NamedTuple

SUBJECT_MAX = 150


class Text(NamedTuple):
    """Subject and body; slots in braces."""

    subject: str
    body: str


_GENUINE = {
    "en": "\n\nHow to know that this letter is genuine: it holds the words “{phrase}”, which the intranet shows too, and it has"
    " no link and no attachment. To come in, open your browser and type this address yourself:\n\n    {address}\n\n"
    "Sign in with your staff number; a one-time code is sent to you when you ask for it there. If anything here seems odd to"
    " you, report it: that is always right.\n\n{organisation}\n",
    "fr": "\n\nÀ quoi reconnaître que cette lettre est authentique : elle contient les mots « {phrase} », que l’intranet montre"
    " aussi, et elle n’a ni lien ni pièce jointe. Pour venir, ouvrez votre navigateur et tapez vous-même cette adresse :\n\n"
    "    {address}\n\nIdentifiez-vous avec votre numéro de personnel ; un code à usage unique vous est envoyé quand vous le"
    " demandez là-bas. Si quelque chose vous paraît étrange, signalez-le : c’est toujours une bonne idée.\n\n{organisation}\n",
    "zh": "\n\n如何确认这封信是真的：信中有约定语“{phrase}”，内网上也能看到；信中没有链接，也没有附件。请打开浏览器，自行输入以下地址：\n\n"
    "    {address}\n\n用工号登录；您在那里申请后，系统会发送一次性验证码。如果您觉得有任何可疑之处，请报告：报告总是对的。\n\n{organisation}\n",
}

_WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "invitation": {
        "en": (
            "{title}: you are invited",
            "Good day,\n\nfrom {starts_on} to {ends_on} there is a programme for you: {title}. Enrol until {enrol_until}. It asks"
            " for {hours} h in all, in pieces of twenty minutes, whenever it suits you.",
        ),
        "fr": (
            "{title} : une invitation pour vous",
            "Bonjour,\n\ndu {starts_on} au {ends_on}, un programme est fait pour vous : {title}. Inscrivez-vous jusqu’au"
            " {enrol_until}. Il demande {hours} h en tout, par morceaux de vingt minutes, quand cela vous convient.",
        ),
        "zh": (
            "邀请您参加：{title}",
            "您好：\n\n{starts_on} 至 {ends_on} 有一项为您准备的计划：{title}。报名截止日期为 {enrol_until}。总计 {hours} 小时，"
            "每次二十分钟，时间由您安排。",
        ),
    },
    "reminder": {
        "en": (
            "{title}: what is left",
            "Good day,\n\nyou take part in “{title}”, which runs until {ends_on}. Something is left to do; twenty minutes are a"
            " good start. You can turn these reminders off, or say until when you are away, on the page of the programme.",
        ),
        "fr": (
            "{title} : ce qui reste",
            "Bonjour,\n\nvous participez à « {title} », jusqu’au {ends_on}. Il reste quelque chose à faire ; vingt minutes sont"
            " un bon début. Sur la page du programme, vous pouvez arrêter ces rappels ou dire jusqu’à quand dure votre absence.",
        ),
        "zh": (
            "{title}：还有未完成的内容",
            "您好：\n\n您参加的“{title}”将于 {ends_on} 结束，还有一些内容未完成，先用二十分钟开始吧。您可以在计划页面关闭提醒，"
            "或填写休假至哪一天。",
        ),
    },
    "seat": {
        "en": (
            "{title}: a seat is yours",
            "Good day,\n\na seat became free and is yours: “{session}”, {moment}. If you cannot come, give it up on the page of"
            " the programme, and the next one in the queue has it.",
        ),
        "fr": (
            "{title} : une place est à vous",
            "Bonjour,\n\nune place s’est libérée et elle est à vous : « {session} », {moment}. Si vous ne pouvez pas venir,"
            " rendez-la sur la page du programme, et la personne suivante l’aura.",
        ),
        "zh": (
            "{title}：您已获得名额",
            "您好：\n\n有一个名额空出，现在归您：“{session}”，{moment}。如果不能参加，请在计划页面放弃名额，由下一位候补获得。",
        ),
    },
    "called_off": {
        "en": (
            "{title}: a session is called off",
            "Good day,\n\n“{session}”, {moment}, does not take place. You have nothing to do.",
        ),
        "fr": (
            "{title} : une séance est annulée",
            "Bonjour,\n\n« {session} », {moment}, n’a pas lieu. Vous n’avez rien à faire.",
        ),
        "zh": ("{title}：一场培训取消", "您好：\n\n“{session}”（{moment}）取消。您无需任何操作。"),
    },
    "rules": {
        "en": (
            "Rules of {organisation}: please read",
            "Good day,\n\nthis is new, or its year is over, and waits for you to read it:\n\n{rules}\n\nEach ends in one"
            " question; a few minutes are enough. You find them under “Lessons”, then “Rules”.",
        ),
        "fr": (
            "Règles de {organisation} : à lire",
            "Bonjour,\n\nceci est nouveau, ou date d’un an, et attend que vous le lisiez :\n\n{rules}\n\nChaque texte finit"
            " par une question ; quelques minutes suffisent. Vous les trouvez sous « Leçons », puis « Règles ».",
        ),
        "zh": (
            "{organisation}：请阅读内部规定",
            "您好：\n\n以下内容是新的，或已满一年，请您阅读：\n\n{rules}\n\n每项末尾有一个问题，几分钟即可完成。您可以在“课程”下的“规则”中找到。",
        ),
    },
    "rules_again": {
        "en": (
            "Rules of {organisation}: still to read",
            "Good day,\n\nthis still waits for you to read it:\n\n{rules}\n\nEach ends in one question; a few minutes are"
            " enough. You find them under “Lessons”, then “Rules”. You can turn reminders off, or say until when you are away,"
            " on the page “My programme”.",
        ),
        "fr": (
            "Règles de {organisation} : encore à lire",
            "Bonjour,\n\nceci attend encore que vous le lisiez :\n\n{rules}\n\nChaque texte finit par une question ; quelques"
            " minutes suffisent. Vous les trouvez sous « Leçons », puis « Règles ». Sur la page « Mon programme », vous pouvez"
            " arrêter ces rappels ou dire jusqu’à quand dure votre absence.",
        ),
        "zh": (
            "{organisation}：还有内部规定待阅读",
            "您好：\n\n以下内容仍待您阅读：\n\n{rules}\n\n每项末尾有一个问题，几分钟即可完成。您可以在“课程”下的“规则”中找到。您可以在"
            "“我的计划”页面关闭提醒，或填写休假至哪一天。",
        ),
    },
}
KINDS = tuple(_WORDS)


def write(kind: str, language: str, **values: str) -> Text:
    """What goes out. Values are put in once: braces in a title or name are only braces."""
    subject, body = _WORDS[kind][language]
    flat = " ".join(_filled(subject, values).split())
    return Text(flat[:SUBJECT_MAX], _filled(body + _GENUINE[language], values))


def _filled(text: str, values: dict[str, str]) -> str:
    pieces = text.split("{")
    whole = pieces[0]
    for piece in pieces[1:]:
        name, _, rest = piece.partition("}")
        whole += values[name] + rest
    return whole
