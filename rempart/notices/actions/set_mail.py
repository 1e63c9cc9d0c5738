"""How mail leaves this installation: set, tried with a real mail, confirmed by what stands in it."""

import secrets
from dataclasses import dataclass

from rempart.channel.sealed import encrypt
from rempart.directory.actions.action import action, demand, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.sealed_field import context_of
from rempart.events import notices as events
from rempart.notices.core.channel import Channel
from rempart.notices.core.message import Letter
from rempart.notices.net.send import send
from rempart.notices.store import ways
from rempart.notices.store.models import MailServer
from rempart.terms.scope import Subject

CODE_DIGITS = 6
CONTEXT = context_of(MailServer(), "sealed")
SUBJECT = Subject("mail", "server")


@dataclass(frozen=True, slots=True)
class Wish:
    """An empty password keeps the one from before, as long as server and user are the same."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str


def set_mail(actor: Account, organisation: Organisation, wish: Wish) -> MailServer:
    """New settings are unconfirmed until a test mail has arrived."""
    with action(actor, organisation, Permission.OPERATE) as record:
        before = MailServer.objects.filter(one=1).first()
        sealed = encrypt(wish.password.encode(), CONTEXT) if wish.password else b""
        same = before is not None and (before.host, before.port, before.user) == (wish.host, wish.port, wish.user)
        if before is not None and same and not wish.password:
            sealed = bytes(before.sealed)
        values = {
            "host": wish.host, "port": wish.port, "security": wish.security, "user": wish.user, "sealed": sealed,
            "sender": wish.sender, "code": "", "confirmed_at_ms": None,
        }  # fmt: skip
        row, _ = MailServer.objects.update_or_create(one=1, defaults=values)
        record.event(events.MAIL_SET, SUBJECT, {"security": wish.security})
        return row


def send_test(actor: Account, organisation: Organisation, to: str, subject: str, text: str) -> str:
    """Send a code to an address; empty when the server took it. `text` has the slot {code}."""
    demand(actor, organisation, Permission.OPERATE)
    code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
    MailServer.objects.filter(one=1).update(code=code)
    unit: Channel = ways.units()["mail"]
    return send(unit, Letter(to, subject, text.format(code=code)))


def confirm(actor: Account, organisation: Organisation, code: str) -> bool:
    """Whether it is the code that was sent; then mail is trusted."""
    row = MailServer.objects.filter(one=1).first()
    if row is None or not row.code or not secrets.compare_digest(row.code.encode(), code.strip().encode()):
        return False
    with action(actor, organisation, Permission.OPERATE) as record:
        MailServer.objects.filter(one=1).update(code="", confirmed_at_ms=now_ms())
        record.event(events.MAIL_CONFIRMED, SUBJECT, {})
    return True
