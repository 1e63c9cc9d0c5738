"""What our own receiving servers found about who sent a mail (RFC 8601). Nobody else's word is read: it can be forged."""

import re

from rempart.mail.core.message.decoding import header
from rempart.mail.core.message.letter import Letter

_METHOD = re.compile(r"(?:^|;)\s*(spf|dkim|dmarc|arc|compauth)\s*=\s*([a-z]{2,20})", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]{0,2000}\)")
MAX_RESULTS = 30


def results(letter: Letter, mx: frozenset[str]) -> dict[str, str]:
    """Method to result, of the topmost field that one of `mx` signed for each; a pass of any DKIM signature counts. Our
    server must take away forged fields with its own name (RFC 8601, section 5); those below are older and do not count."""
    found: dict[str, str] = {}
    for value in list(letter.all("authentication-results"))[:MAX_RESULTS]:
        plain = _COMMENT.sub(" ", header(value))
        name = plain.partition(";")[0].split()
        if not name or name[0].lower().rstrip(".") not in mx:
            continue
        here: dict[str, str] = {}
        for method, result in _METHOD.findall(plain.partition(";")[2] and ";" + plain.partition(";")[2]):
            if here.get(method.lower()) != "pass":
                here[method.lower()] = result.lower()
        for method, result in here.items():
            found.setdefault(method, result)
    return found
