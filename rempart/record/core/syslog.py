"""RFC 5424 lines, RFC 6587 octet counting (section 3.4.1), and nothing that could be taken for a second line."""

import re

from rempart.record.core.item import Item
from rempart.terms.moment import rfc3339
from rempart.terms.severity import Severity

FACILITY = 13  # log audit
LEVELS = {Severity.NONE: 6, Severity.NOTICE: 5, Severity.WARNING: 4, Severity.CRITICAL: 2}
ENTERPRISE = 32473  # RFC 5612: the number for examples, until we are given one of our own
MAX_MESSAGE_BYTES = 8 * 1024  # what receivers take by default (rsyslog's maxMessageSize)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_HEADER_WORD = re.compile(r"[^\x21-\x7e]")


def plain(text: str) -> str:
    """Control characters and line ends of every alphabet become spaces; half characters too."""
    return _CONTROL.sub(" ", text)


def header(item: Item, message_id: str) -> str:
    """PRI, version, time, host, program, process and message id. The host is the log: it is stable and no secret."""
    when, host = rfc3339(item.at_ms), _word(item.log, 255)
    return f"<{FACILITY * 8 + LEVELS[item.severity]}>1 {when} {host} rempart - {_word(message_id, 32)}"


def _word(text: str, most: int) -> str:
    return _HEADER_WORD.sub("?", text)[:most] or "-"


def parameter(value: str) -> str:
    """A PARAM-VALUE: quote, backslash and closing bracket escaped (section 6.3.3)."""
    return re.sub(r'(["\\\]])', r"\\\1", plain(value))


def structured(item: Item) -> str:
    """One element with what identifies the entry."""
    pairs = {
        "log": item.log, "index": str(item.index), "hash": item.hash, "kind": item.kind, "actor": item.actor,
        "subject": f"{item.subject_kind}:{item.subject_id}",
    }  # fmt: skip
    inner = " ".join(f'{name}="{parameter(value)}"' for name, value in pairs.items())
    return f"[entry@{ENTERPRISE} {inner}]"


def line(item: Item, message: str, structured_data: str) -> bytes:
    """The whole line; the message is cut at a character when it is too long, the head never is."""
    head = f"{header(item, item.kind)} {structured_data} "
    room = MAX_MESSAGE_BYTES - len(head.encode())
    body = plain(message).encode("utf-8", "replace")[:room].decode("utf-8", "ignore")
    return (head + body).encode()


def framed(data: bytes) -> bytes:
    """With its length in front, as TCP and TLS carry it."""
    return b"%d %b" % (len(data), data)
