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
