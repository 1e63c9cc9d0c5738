"""A mail that somebody sent on: the one they mean is within, as an attachment or quoted in the text."""

import re
from dataclasses import dataclass

from rempart.mail.core.message.decoding import header
from rempart.mail.core.message.forwarded import cut_out
from rempart.mail.core.message.letter import Letter
from rempart.mail.core.reported.limits import MAX_TEXT, MAX_UNWRAPPED
from rempart.mail.core.reported.look import letter_of, look_at
from rempart.mail.core.reported.plain import one_line

ATTACHED, INLINE, NOTHING = "attached", "inline", "nothing"
_SENT_ON = re.compile(r"(?:fwd?|tr|wg|转发)\s*[:：]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """`raw` is the mail that is meant; `form` how it was found. Inline, its head was typed by a client: it proves nothing."""

    raw: bytes
    form: str


def unwrap(raw: bytes) -> Unwrapped:
    """The innermost mail of a forward; NOTHING when none is within. Never raises."""
    letter = letter_of(raw)
    found = _attached(letter, raw)
    if not found:
        return _inline(letter, raw)
    for _ in range(MAX_UNWRAPPED - 1):
        letter = letter_of(found)
        further = _attached(letter, found) if _is_bare_forward(letter, found) else b""
        if not further:
            break
        found = further
    return Unwrapped(found, ATTACHED)


def _attached(letter: Letter, raw: bytes) -> bytes:
    """The first mail that hangs on this one."""
    return next((inner.source(raw) for inner in letter.letters), b"")


def _is_bare_forward(letter: Letter, raw: bytes) -> bool:
    """Somebody sent on what was sent on to them: a forward whose own text is next to nothing."""
    seen = look_at(letter, raw)
    return bool(_SENT_ON.match(seen.subject)) and not seen.links


def _inline(letter: Letter, raw: bytes) -> Unwrapped:
    seen = look_at(letter, raw)
    inner = cut_out(seen.text, letter)
    if inner is None:
        return Unwrapped(raw, NOTHING)
    head = "".join(f"{name.title()}: {one_line(header(value))}\r\n" for name, value in inner.headers)
    head += "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
    body = inner.parts[0].body.decode("utf-8", "replace")[:MAX_TEXT]
    links = "\n".join(link for link in seen.links if link not in body)
    return Unwrapped(f"{head}\r\n{body}\n{links}".encode("utf-8", "replace"), INLINE)
