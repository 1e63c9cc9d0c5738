"""Addresses out of headers, as a person and as a mail program see them."""

import re

from rempart.mail.core.message.decoding import header, seen
from rempart.mail.core.message.letter import Address

_ANGLE = re.compile(r"<\s*([^<>\s]{1,400})\s*>")
_BARE = re.compile(r"[^\s<>()\[\],;:\"']{1,200}@[^\s<>()\[\],;:\"']{1,255}")
MAX_FIELD = 4_000  # letters of an address field that are read
MAX_ADDRESSES = 200


def first(value: str) -> Address:
    """The one that is shown. `"a@real.example" <b@other.example>` is b, called a@real.example."""
    raw = value[:MAX_FIELD]
    angles = _ANGLE.findall(raw)
    if angles:
        at = raw.rindex(f"{angles[-1]}")
        name = raw[: raw.rindex("<", 0, at + 1)] if "<" in raw[: at + 1] else ""
        return Address(_name(name), _clean(angles[-1]))
    found = _BARE.search(raw)
    if found is None:
        return Address(_name(raw), "")
    rest = raw[: found.start()] + raw[found.end() :]
    return Address(_name(rest.strip("() ")), _clean(found.group()))


def every(value: str) -> list[str]:
    """All addresses in a field, lower case."""
    return [_clean(one) for one in _BARE.findall(value[:MAX_FIELD])[:MAX_ADDRESSES]]


def _clean(address: str) -> str:
    return seen(header(address)).strip("<> .").lower()[:400]


def _name(raw: str) -> str:
    return header(raw.replace("\\", "").strip().strip("\"'").strip())[:300]
