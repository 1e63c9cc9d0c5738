"""List-Unsubscribe within the sender's own domain."""

from rempart.mail.core.message.urls import domain_of, host_of
from rempart.mail.core.verdict.sign import THERE, Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    way = view.letter.first("list-unsubscribe")
    hosts = [host_of(one.strip(" <>")) for one in way.split(",")[:10] if "http" in one]
    hosts += [one.rpartition("@")[2].partition("?")[0].strip("> ") for one in way.split(",")[:10] if "mailto:" in one]
    return THERE if view.domain and any(domain_of(host) == view.domain for host in hosts) else ""


UNIT = Sign(
    id="can_be_left", weight=-0.7,
    says=Words(
        "It says how to leave the mailing, at the sender's own place",
        "Il dit comment se désabonner, chez l’expéditeur lui-même",
        "提供由发件方自己托管的退订方式",
    ),
    find=_find,
)  # fmt: skip
