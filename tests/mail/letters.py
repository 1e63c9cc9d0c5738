"""Mails of the tests: ordinary ones, forwards as mail programs write them, and hostile ones."""

from email.message import EmailMessage

PHISH_TEXT = (
    "Dear colleague, your mailbox is almost full and will be closed tonight. Sign in at"
    " https://mail-quota.example/keep?id=8841 to keep your messages. The help desk thanks you for your patience."
)


def mail(
    text: str = PHISH_TEXT,
    *,
    subject: str = "Your mailbox is full",
    sender: str = "Help desk <it@mail-quota.example>",
    html: str = "",
    file: tuple[str, bytes] | None = None,
    **more: str,
) -> bytes:
    """One mail; `more` are further header lines, with _ for -."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "lena@lavande.example", subject
    made["Date"], made["Message-ID"] = "Mon, 02 Nov 2026 10:00:00 +0100", "<8841@mail-quota.example>"
    for name, value in more.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    if file:
        made.add_attachment(file[1], maintype="application", subtype="octet-stream", filename=file[0])
    return made.as_bytes()


def sent_on(inner: bytes, sender: str, *, head: str = "", as_file: bool = False) -> bytes:
    """A forward with the mail hanging on it, as `message/rfc822` or as a file that ends in .eml."""
    kind = 'application/octet-stream; name="strange.eml"' if as_file else "message/rfc822"
    mark = f"=_{len(inner)}"
    return (
        (
            f"{head}From: {sender}\r\nTo: report@lavande.example\r\nSubject: FW: strange\r\nMIME-Version: 1.0\r\n"
            f'Content-Type: multipart/mixed; boundary="{mark}"\r\n\r\n--{mark}\r\nContent-Type: text/plain\r\n\r\nIs this real?\r\n'
            f"--{mark}\r\nContent-Type: {kind}\r\nContent-Disposition: attachment\r\n\r\n"
        ).encode()
        + inner
        + f"\r\n--{mark}--\r\n".encode()
    )


def nested(depth: int) -> bytes:
    """Parts within parts."""
    raw = b"From: a@b.example\r\nSubject: deep\r\n"
    for level in range(depth):
        raw += f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n'.encode()
    return raw + b"Content-Type: text/plain\r\n\r\ninnermost\r\n"
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
