"""A browser of somebody who has signed in, and what stands on a page."""

import re
from html import unescape

from django.test import Client

from rempart.directory.store.models import Account


def client(account: Account, language: str = "en") -> Client:
    """In one of three languages."""
    found = Client(headers={"accept-language": language})
    found.force_login(account)
    return found


def text(answer: object) -> str:
    """One line, without entities."""
    return unescape(re.sub(r"[ \n]+", " ", answer.content.decode()))  # type: ignore[attr-defined]
