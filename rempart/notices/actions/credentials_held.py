"""The password of the mail server, shown to whoever runs the house alone."""

from functools import partial

from rempart.channel.sealed import decrypt
from rempart.directory.core.credential import HeldCredential
from rempart.directory.store.models import Organisation
from rempart.notices.actions.set_mail import CONTEXT
from rempart.notices.store.models import MailServer


def held(organisation: Organisation) -> list[HeldCredential]:
    """When it was set is not noted."""
    if organisation != Organisation.objects.order_by("pk").first():
        return []
    rows = MailServer.objects.exclude(sealed=b"")
    return [HeldCredential("mail", "server", row.host, None, opened=partial(_opened, row)) for row in rows]


def _opened(row: MailServer) -> str:
    return decrypt(bytes(row.sealed), CONTEXT).decode()
