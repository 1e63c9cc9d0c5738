"""A mail as a container: its attachments are its entries."""

import email
import email.errors
import email.message
import email.policy
from collections.abc import Iterator
from typing import BinaryIO

from rempart.mail.core.archive.limits import MAX_MAIL
from rempart.mail.net.inside.item import Broken, Item


def listed(stream: BinaryIO) -> Iterator[Item]:
    """Every part that is no container of others. Raises Broken."""
    stream.seek(0)
    raw = stream.read(MAX_MAIL + 1)
    if len(raw) > MAX_MAIL:
        raise Broken("too_large", f"a mail of more than {MAX_MAIL} bytes")
    try:
        whole = email.message_from_bytes(raw, policy=email.policy.compat32)
        parts = list(whole.walk())
    except (RecursionError, ValueError, LookupError, email.errors.MessageError) as bad:
        raise Broken("damaged", "its parts cannot be told apart") from bad
    for number, part in enumerate(parts):
        if part.is_multipart():
            continue
        yield Item(path=_name(part, number), content=lambda part=part: _content(part))  # type: ignore[misc]


def _name(part: email.message.Message, number: int) -> str:
    try:
        name = part.get_filename()
        if name is None:
            return f"part {number}"
        from email.header import decode_header, make_header

        return str(make_header(decode_header(name)))
    except (ValueError, LookupError, TypeError, email.errors.MessageError):
        return f"part {number}"


def _content(part: email.message.Message) -> Iterator[bytes]:
    try:
        body = part.get_payload(decode=True)
    except (ValueError, LookupError) as bad:
        raise Broken("damaged", "a part cannot be unpacked") from bad
    if isinstance(body, bytes):
        yield body
