"""The mailbox that people send suspicious mails on to: set, tried at once, ended."""

from dataclasses import dataclass

from rempart.channel.sealed import decrypt, encrypt
from rempart.directory.actions.action import action, demand
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.sealed_field import context_of
from rempart.events import mail_reports as events
from rempart.mail.core.reported.limits import MAX_MAIL
from rempart.mail.net.imap import Box, BoxTrouble, visit
from rempart.mail.store.reports import Mailbox
from rempart.terms.scope import Subject

NEEDED = Permission.MANAGE_NOTICES  # whoever sets by which ways the organisation is told


@dataclass(frozen=True, slots=True)
class MailboxWish:
    """An empty password keeps the one from before, as long as server and user are the same."""

    address: str
    host: str
    port: int
    username: str
    password: str
    folder: str
    authserv_id: str
    own_hops: int


def set_mailbox(actor: Account, organisation: Organisation, wish: MailboxWish) -> Mailbox:
    """It is read from the next minute on."""
    with action(actor, organisation, NEEDED) as record:
        row = Mailbox.objects.filter(organisation=organisation).first() or Mailbox(organisation=organisation)
        same = row.pk and (row.host, row.port, row.username) == (wish.host, wish.port, wish.username)
        row.address, row.host, row.port, row.username = wish.address, wish.host, wish.port, wish.username
        row.folder, row.authserv_id, row.own_hops = wish.folder, wish.authserv_id, wish.own_hops
        if wish.password or not same:
            row.sealed = encrypt(wish.password.encode(), context_of(row, "sealed"))
        row.is_on, row.next_ms, row.trouble, row.read_ms = True, 0, "", None
        row.save()
        record.event(events.MAILBOX_SET, Subject("mailbox", row.uid), {"is_vouched_for": bool(wish.authserv_id)})
    return row


def end_mailbox(actor: Account, organisation: Organisation) -> None:
    """What came by it stays."""
    with action(actor, organisation, NEEDED) as record:
        for row in Mailbox.objects.filter(organisation=organisation):
            record.event(events.MAILBOX_ENDED, Subject("mailbox", row.uid), {})
            row.delete()
        if not record.entries:
            record.event(events.MAILBOX_ENDED, Subject("mailbox", "none"), {})


def try_mailbox(actor: Account, organisation: Organisation) -> str:
    """Opens it once; a code of what went wrong, empty when all is well."""
    demand(actor, organisation, NEEDED)
    row = Mailbox.objects.filter(organisation=organisation).first()
    if row is None:
        return "no_mailbox"
    try:
        with visit(box_of(row), MAX_MAIL) as here:
            here.waiting()
    except BoxTrouble as trouble:
        return trouble.code
    return ""


def box_of(row: Mailbox) -> Box:
    """Raises rempart.channel.sealed.Unreadable."""
    password = decrypt(row.sealed, context_of(row, "sealed")).decode()
    return Box(row.host, row.port, row.username, password, row.folder)
