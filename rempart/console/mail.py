"""Mail leaves by the server that the operator set; until that one was seen to work, it refuses, and says so."""

import ssl
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

from rempart.channel import outbound
from rempart.channel.sealed import decrypt
from rempart.notices.actions.set_mail import CONTEXT
from rempart.notices.store.models import MailServer

TIMEOUT_S = 15


class NoMailServer(OSError):
    """No way out for mail is set."""


class OperatorsMail(EmailBackend):
    """Django's SMTP backend with the settings of the page "Mail"; certificate and name are checked."""

    def __init__(self, fail_silently: bool = False, **rest: Any) -> None:
        row = MailServer.objects.filter(one=1).first()
        if row is None:
            raise NoMailServer("No way out for mail is set; an operator sets it on the page Mail.")
        self.sender = row.sender
        super().__init__(
            host=row.host, port=row.port, username=row.user,
            password=decrypt(bytes(row.sealed), CONTEXT).decode() if row.sealed else "",
            use_tls=row.security == MailServer.STARTTLS, use_ssl=row.security == MailServer.TLS,
            fail_silently=fail_silently, timeout=TIMEOUT_S,
        )  # fmt: skip

    def open(self) -> bool | None:
        """A connection that could not be finished (TLS or sign-in refused) is closed; Django leaves it to chance."""
        try:
            return super().open()
        except OSError:
            if (half := getattr(self, "_partial_connection", None)) is not None:
                half.close()
            raise

    @property
    def ssl_context(self) -> ssl.SSLContext:
        """The usual roots and the operator's own."""
        return outbound.trusting()

    def send_messages(self, email_messages: Any) -> int:
        """All from the operator's own sender, which is the one the server accepts."""
        for message in email_messages:
            message.from_email = self.sender
        return super().send_messages(email_messages)
