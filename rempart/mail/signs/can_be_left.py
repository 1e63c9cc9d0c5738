"""A way to leave within the sender's own domain, in List-Unsubscribe or on a link."""

import re

from rempart.mail.core.message.urls import domain_of, host_of
from rempart.mail.core.verdict.sign import THERE, Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words

_LEAVES = re.compile(
    r"unsubscri|opt.?out|(?:manage|change|edit|update) (?:your |my )?(?:e-?mail )?(?:preferences|subscription)|désabonn|désinscri"
    r"|abmelden|abbestellen|退订|取消订阅|darse de baja|cancelar (?:a |la )?(?:inscrição|suscripción)|descadastr",
    re.IGNORECASE,
)


def _find(view: View) -> str:
    if not view.domain:
        return ""
    way = view.letter.first("list-unsubscribe")
    hosts = [host_of(one.strip(" <>")) for one in way.split(",")[:10] if "http" in one]
    hosts += [one.rpartition("@")[2].partition("?")[0].strip("> ") for one in way.split(",")[:10] if "mailto:" in one]
    hosts += [one.host for one in clicked(view) if _LEAVES.search(f"{one.text} {one.url}")]
    return THERE if any(domain_of(host) == view.domain for host in hosts) else ""


UNIT = Sign(
    id="can_be_left", weight=-0.7,
    says=Words(
        "It says how to leave the mailing, at the sender's own place",
        "Il dit comment se désabonner, chez l’expéditeur lui-même",
        "提供由发件方自己托管的退订方式",
    ),
    find=_find,
)  # fmt: skip
