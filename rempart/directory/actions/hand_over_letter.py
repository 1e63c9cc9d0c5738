"""One letter to the installation's mail server. Which letters wait, how often they are tried and what they say is their area's."""

import logging
import smtplib
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage

from rempart.directory.core.provisional import is_provisional

NO_MAIL = (".invalid",)  # stand-in addresses (RFC 2606)


class Text(Protocol):
    """What a letter says."""

    @property
    def subject(self) -> str:
        """One line."""

    @property
    def body(self) -> str:
        """Plain text."""


def has_mailbox(address: str) -> bool:
    """Can anybody receive what is sent there?"""
    return bool(address) and not address.endswith(NO_MAIL) and not is_provisional(address)


def hand_over(text: Text, address: str, log: logging.Logger, what: str) -> bool:
    """Did the server take it? Neither address nor text is logged. Raises ValueError for an address that no mail can carry."""
    try:
        EmailMessage(text.subject, text.body, settings.DEFAULT_FROM_EMAIL, [address]).send()
    except (smtplib.SMTPException, OSError) as trouble:
        log.warning("%s was not sent: %s", what, type(trouble).__name__)
        return False
    return True
