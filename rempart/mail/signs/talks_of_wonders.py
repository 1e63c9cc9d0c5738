"""What it talks of, in the languages that such mails mostly come in; a word proves nothing alone."""

import re

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.topics import READ, said
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_TALKS = re.compile(
    r"(?:hot|sexy|horny|lonely|single|beautiful|russian|ukrainian|asian) (?:\w+ )?(?:girl|wom[ae]n|lad(?:y|ies)|date|beaut|milf)|\bsex\b|\bnaked\b|soulmate|erection|viagra|\bcialis\b"
    r"|(?:lose|loss|drop|melt).{0,20}(?:weight|pounds|fat|belly)|(?:one|this|simple|weird) (?:\w+ ){0,2}trick|doctors (?:hate|are)|(?:back|knee|nerve|joint) pain|tinnitus|prostate|blood sugar"
    r"|(?:casino|free spins|jackpot|\bslots?\b|\bbetting)|femmes? (?:célibataires?|russes?|chaudes?)|rencontres? coquines?|perdre? .{0,12}(?:kilos|poids)|mal de dos|美女|约会|减肥|彩票|澳门"
    r"|solteiras?|emagrec\w+|solteras?|adelgaz\w+|abnehmen|traumfrau|\bsingles? in\b|krampfadern|potenz|einsame|ontmoet|daten\b|alleenstaande|vrouwen"
)


def _find(view: View) -> str:
    return said(_TALKS, view.words[:READ])


UNIT = Sign(
    id="talks_of_wonders",
    weight=1.3,
    says=Words(
        "It offers love, luck at play or a miracle for the body: {seen}",
        "Il offre l’amour, la chance au jeu ou un miracle pour le corps\u202f: {seen}",
        "许诺艳遇、赌博好运或神奇疗效：{seen}",
    ),
    find=_find,
)
