"""Tokens of our own drill mails, wherever a mail may carry one: its links, wrapped or not, and its head."""

import re
from urllib.parse import unquote

from rempart.mail.core.reported.look import Seen, head_of

HEADER = "X-Rempart-Drill"
MAX_TRIED = 400  # of one mail
_IN_LINK = re.compile(r"/t/([A-Za-z0-9_-]{20,64})(?![A-Za-z0-9_-])")


def tokens_in(raw: bytes, seen: Seen) -> list[str]:
    """Candidates; only the database knows whether one is ours. Links inside other systems' links are undone twice."""
    found: list[str] = [value.strip()[:64] for value in head_of(raw).all(HEADER.lower())]
    for link in [*seen.links, seen.text]:
        once = unquote(link)
        for form in (link, once, unquote(once)):
            found += _IN_LINK.findall(form)
    return list(dict.fromkeys(one for one in found if one))[:MAX_TRIED]
