"""Mails made for a test, from what matters in it."""

from rempart.mail.core.model.weights import shipped
from rempart.mail.core.verdict import OwnDomains, Verdict, judge
from rempart.mail.core.verdict.judge import letters, look
from rempart.mail.core.verdict.view import view

NOBODY = OwnDomains()
OURS = OwnDomains(frozenset({"acme-industrie.fr"}), frozenset({"mx.acme-industrie.fr"}))


def mail(body: str = "", *, html: str = "", sender: str = "Anna Berg <anna@hafenwerk.example>", subject: str = "Minutes",
         to: str = "camille.durand@acme-industrie.fr", heads: str = "", attach: tuple[str, str] = ("", "")) -> bytes:  # fmt: skip
    """One message; `attach` is a name and its text."""
    top = f"From: {sender}\nTo: {to}\nSubject: {subject}\nDate: Mon, 2 Nov 2026 10:00:00 +0100\n{heads}MIME-Version: 1.0\n"
    kind, said = ("text/html", html) if html else ("text/plain", body)
    part = f'Content-Type: {kind}; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n{said}\n'
    if attach[0]:
        part = (
            f'Content-Type: multipart/mixed; boundary="cut"\n\n--cut\n{part}--cut\nContent-Type: application/octet-stream\n'
            f'Content-Disposition: attachment; filename="{attach[0]}"\n\n{attach[1]}\n--cut--\n'
        )
    return (top + part).replace("\n", "\r\n").encode()


def found(raw: bytes, own: OwnDomains = NOBODY) -> dict[str, str]:
    """Signs of the outermost letter."""
    return look(view(letters(raw)[0], own)).found


def verdict(raw: bytes, own: OwnDomains = NOBODY) -> Verdict:
    """By the shipped model."""
    return judge(raw, own=own, model=shipped())
