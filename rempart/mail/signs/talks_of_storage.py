"""What it talks of, in the languages that such mails mostly come in; a word proves nothing alone."""

import re

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.topics import READ, said
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_TALKS = re.compile(
    r"(?:mailbox|storage|quota|cloud|icloud|inbox).{0,60}(?:full|exceed|limit|almost|run out|upgrade|deleted|lost|ran out|quota)|(?:photos?|videos?|files|data|emails?) (?:will|are going to|may|might) be (?:\w+ )?(?:deleted|lost|erased|removed)|(?:pending|undelivered|quarantin\w+|held|blocked|incoming|unreceived) (?:\w+ )?(?:messages?|e-?mails?|mails)|password.{0,30}(?:expire|expiring|expiration)|keep (?:same|current|my) password|webmail (?:team|admin|support)|new (?:voice ?mail|voice message|fax\b)|shared (?:a |an? \w+ )?(?:file|document)"
    r"|(?:boîte|messagerie|stockage|quota|espace).{0,60}(?:plein|satur|dépass|limite|atteint|supprim)|mot de passe.{0,40}(?:expir)|messages? (?:en attente|bloqué|retenu|en quarantaine)"
    r"|(?:邮箱|存储|空间|容量|云盘).{0,20}(?:已满|不足|超出|将被|升级|扩容|清理)|(?:隔离|未送达|待处理).{0,8}邮件|密码.{0,12}(?:过期|到期)|speicher\w*.{0,60}(?:voll|erreicht|belegt|limit|upgrade|gelöscht)|(?:armazenamento|almacenamiento|caixa de (?:correio|entrada)).{0,60}(?:chei|llen|limit|excedid|agotad|lotad)"
)


def _find(view: View) -> str:
    return said(_TALKS, view.words[:READ])


UNIT = Sign(
    id="talks_of_storage", weight=1.6,
    says=Words(
        "It says that a mailbox or a storage is full, or mails are held back: {seen}",
        "Il dit qu’une boîte ou un stockage est plein, ou que des messages sont retenus\u202f: {seen}",
        "声称邮箱或存储空间已满、邮件被扣留：{seen}",
    ),
    find=_find,
)  # fmt: skip
