"""What the letters of signing in say, in three languages. No link stands in them: nobody learns here to follow one."""

from typing import NamedTuple


class Text(NamedTuple):
    """Subject and body in one language; slots in braces."""

    subject: str
    body: str


_SEEN = {
    "en": "Browser: {browser}\nCountry: {country}\nTime: {moment} (UTC)\n",
    "fr": "Navigateur\u202f: {browser}\nPays\u202f: {country}\nMoment\u202f: {moment} (UTC)\n",
    "zh": "浏览器：{browser}\n国家或地区：{country}\n时间：{moment}（UTC）\n",
}
_IF_NOT_YOU = {
    "en": "\nIf it was you, there is nothing to do. If it was not: open Rempart yourself, go to Account, Sessions, end"
    " all of them, and change your password. Then tell your security officer; telling is always right.\n",
    "fr": "\nSi c’était vous, il n’y a rien à faire. Sinon\u202f: ouvrez vous-même Rempart, allez dans Compte, Sessions,"
    " fermez-les toutes et changez votre mot de passe. Puis prévenez votre responsable de la sécurité\u202f; prévenir"
    " est toujours une bonne idée.\n",
    "zh": "\n如果是您本人，无需任何操作。如果不是：请自行打开 Rempart，进入“账户”中的“会话”，结束全部会话，并更改密码。"
    "然后告知您的安全负责人；告知总是对的。\n",
}


def _seen(en: tuple[str, str], fr: tuple[str, str], zh: tuple[str, str]) -> dict[str, Text]:
    texts = {"en": en, "fr": fr, "zh": zh}
    return {code: Text(s, f"{body}\n\n{_SEEN[code]}{_IF_NOT_YOU[code]}") for code, (s, body) in texts.items()}


def _plain(en: tuple[str, str], fr: tuple[str, str], zh: tuple[str, str]) -> dict[str, Text]:
    texts = {"en": en, "fr": fr, "zh": zh}
    return {code: Text(s, f"{body}\n{_IF_NOT_YOU[code]}") for code, (s, body) in texts.items()}


LETTERS: dict[str, dict[str, Text]] = {
    "new_browser": _seen(
        ("Rempart: a new browser", "Your account was opened in a browser it had not been seen in before."),
        ("Rempart\u202f: un nouveau navigateur", "Votre compte a été ouvert dans un navigateur jamais vu."),
        ("Rempart：新的浏览器", "您的账户在一个从未见过的浏览器中登录。"),
    ),
    "new_country": _seen(
        ("Rempart: a new country", "Your account was opened from a country it had not been seen in before."),
        ("Rempart\u202f: un nouveau pays", "Votre compte a été ouvert depuis un pays jamais vu."),
        ("Rempart：新的国家或地区", "您的账户从一个从未见过的国家或地区登录。"),
    ),
    "session_stolen": _seen(
        (
            "Rempart: a session was ended",
            "A session of yours turned up in another browser. It was ended everywhere. It had begun like this:",
        ),
        (
            "Rempart\u202f: une session a été fermée",
            "Une de vos sessions est apparue dans un autre navigateur. Elle a été fermée partout. Son début\u202f:",
        ),
        ("Rempart：会话已结束", "您的一个会话出现在另一个浏览器中，已在各处结束。该会话开始时的情况："),
    ),
    "factor_added": _plain(
        ("Rempart: a second factor was added", "A second factor was added to your account."),
        ("Rempart\u202f: un second facteur a été ajouté", "Un second facteur a été ajouté à votre compte."),
        ("Rempart：已添加第二验证方式", "您的账户已添加第二验证方式。"),
    ),
    "factor_removed": _plain(
        ("Rempart: a second factor was removed", "A second factor was removed from your account."),
        ("Rempart\u202f: un second facteur a été retiré", "Un second facteur a été retiré de votre compte."),
        ("Rempart：已移除第二验证方式", "您的账户已移除第二验证方式。"),
    ),
    "password_changed": _plain(
        ("Rempart: your password was changed", "The password of your account was changed."),
        ("Rempart\u202f: votre mot de passe a changé", "Le mot de passe de votre compte a été changé."),
        ("Rempart：密码已更改", "您账户的密码已更改。"),
    ),
    "break_glass": {
        "en": Text(
            "Rempart: the sealed way in is being used",
            "Somebody opened the envelope and has every right in your organisation for at most an hour. Was it agreed?"
            " If not: sign in to Rempart yourself, go to Organisation, Break glass, and end it there.\n",
        ),
        "fr": Text(
            "Rempart\u202f: l’accès scellé est utilisé",
            "Quelqu’un a ouvert l’enveloppe et a tous les droits dans votre organisation pendant une heure au plus."
            " Était-ce convenu\u202f? Sinon\u202f: connectez-vous vous-même à Rempart, allez dans Organisation, Bris de"
            " glace, et mettez-y fin.\n",
        ),
        "zh": Text(
            "Rempart：封存的应急入口正在使用",
            "有人打开了信封，在最多一小时内拥有贵组织的全部权限。这是约定的吗？如果不是：请自行登录 Rempart，"
            "进入“组织”中的“应急入口”，在那里结束它。\n",
        ),
    },
    "code": {
        "en": Text(
            "Your code for {organisation}",
            "{code}\n\nType this code on the page that asked for it. It works once, for ten minutes, in that browser."
            "\n\nDid you not ask for it? Then do nothing: without the page it opens nothing. Nobody from Rempart or"
            " from your organisation will ever ask you for it.\n",
        ),
        "fr": Text(
            "Votre code pour {organisation}",
            "{code}\n\nSaisissez ce code sur la page qui l’a demandé. Il sert une fois, pendant dix minutes, dans ce"
            " navigateur.\n\nVous ne l’avez pas demandé\u202f? Alors ne faites rien\u202f: sans la page, il n’ouvre rien."
            " Personne chez Rempart ni dans votre organisation ne vous le demandera jamais.\n",
        ),
        "zh": Text(
            "{organisation} 的验证码",
            "{code}\n\n请在索取验证码的页面上输入。它只能使用一次，十分钟内有效，且只在该浏览器中有效。"
            "\n\n不是您索取的？那么无需操作：没有那个页面，它打不开任何东西。Rempart 和您的组织绝不会有人向您索要它。\n",
        ),
    },
    "use_own_way": {
        "en": Text(
            "Signing in at {organisation}",
            "Somebody typed your staff number on the learners' page. Your account may do more than learn, so it"
            " signs in the usual way, with its own password or passkey. No code was made.\n",
        ),
        "fr": Text(
            "Connexion à {organisation}",
            "Quelqu’un a saisi votre matricule sur la page des apprenants. Votre compte peut faire plus"
            " qu’apprendre\u202f: il se connecte comme d’habitude, avec son mot de passe ou sa clé d’accès. Aucun code"
            " n’a été créé.\n",
        ),
        "zh": Text(
            "登录 {organisation}",
            "有人在学员页面输入了您的工号。您的账户权限不止学习，因此请按平常方式用自己的密码或通行密钥登录。未生成验证码。\n",
        ),
    },
}


def write(kind: str, language: str, **values: str) -> Text:
    """The letter with its slots filled; line ends in values cannot break out of the subject. Raises KeyError."""
    text = LETTERS[kind].get(language) or LETTERS[kind]["en"]
    flat = {name: " ".join(value.split()) for name, value in values.items()}
    return Text(text.subject.format(**flat), text.body.format(**flat))
