"""What it talks of, in the languages that such mails mostly come in; a word proves nothing alone."""

import re

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.topics import READ, said
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_TALKS = re.compile(
    r"within (?:the next )?(?:\d+|twenty|forty|two|three) ?(?:hours|hrs|h|days|business days|minutes)|(?:act|respond|reply|verify|claim|confirm|open|click) (?:now|immediately|today|asap)|immediate(?:ly)? (?:action|attention|response)|action required|final (?:notice|warning|reminder|attempt|call)|last (?:chance|notice|warning|reminder|day)|expires? (?:today|soon|in \d)|urgent|before it'?s too late|failure to|hurry|don'?t (?:miss|ignore)|limited time|ending soon"
    r"|sous (?:\d+|vingt|quarante)[ -]?(?:\w+ )?(?:h\b|heures|jours)|dans les (?:\d+|plus brefs)|immédiatement|dernier (?:rappel|avis|avertissement|jour)|dernière (?:chance|relance)|action requise|urgent|avant (?:qu'il|qu’il)|sans (?:délai|réponse de votre part)|dès (?:maintenant|aujourd'hui)|agissez"
    r"|(?:\d+|二十四|四十八) ?(?:小时|天|个工作日)(?:之?内|前)|立即|马上|尽快|紧急|逾期|最后(?:通知|机会|期限)|否则|截止"
    r"|urgente|imediat|inmediat|últim[oa]s? (?:aviso|dia|chance|oportunidad|horas)|expira|ainda hoje|resgate agora|ação necessária|dringend|sofort|letzte (?:chance|mahnung|warnung|erinnerung)|innerhalb von|läuft (?:bald|heute) ab|jetzt (?:sichern|handeln|bestätigen)|至急|重要なお知らせ|【重要】|24時間"
)


def _find(view: View) -> str:
    return said(_TALKS, view.words[:READ])


UNIT = Sign(
    id="hurries", weight=0.7,
    says=Words(
        "It hurries: {seen}",
        "Il presse\u202f: {seen}",
        "催促尽快行动：{seen}",
    ),
    find=_find,
)  # fmt: skip
