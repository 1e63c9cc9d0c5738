"""RFC 8785 canonical JSON, whole numbers only: one value has exactly one form in bytes."""

from functools import lru_cache
from typing import Any

import msgspec

LARGEST = 2**53 - 1  # beyond it, JSON readers that use doubles lose digits
DEPTH_MAX = 16  # an entry is a record, not a tree; deeper input is an attack on the reader

# Fields that belong to a person go through commitment.py, and secrets go nowhere.
PERSONAL_NAMES = frozenset(
    [
        "email",
        "phone",
        "first_name",
        "last_name",
        "full_name",
        "birth_date",
        "password",
        "postal_address",
        "visitor_address",
    ]
)

_encoder = msgspec.json.Encoder(order="sorted")


class NotCanonical(ValueError):
    """A value that has no canonical form here, or bytes that are not in it; says which and why."""


def encode(value: Any) -> bytes:
    """Canonical bytes. Raises NotCanonical for fractions, large numbers, lone surrogates, foreign types."""
    check(value)
    return encode_checked(value)


def encode_checked(value: Any) -> bytes:
    """As `encode`, for a value (or a Struct of such values) that `check` has passed."""
    try:
        return _encoder.encode(value)
    except UnicodeEncodeError as fault:
        raise NotCanonical("text with a lone surrogate cannot be written as UTF-8") from fault


def decode(data: bytes) -> Any:
    """The value of canonical bytes. Raises NotCanonical when they are JSON in another form, or no JSON."""
    try:
        value = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise NotCanonical(f"no JSON: {fault}") from fault
    if encode(value) != data:
        raise NotCanonical("JSON, but not in canonical form")
    return value


def check(value: Any, refused: frozenset[str] = frozenset(), depth: int = 0) -> None:
    """Raise NotCanonical unless the value can be written; `refused` names members that may not occur."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return
    if kind is int:
        if not -LARGEST <= value <= LARGEST:
            raise NotCanonical(f"{value} is beyond 2^53 - 1; write it as text")
    elif depth >= DEPTH_MAX:
        raise NotCanonical(f"nested more than {DEPTH_MAX} deep")
    elif kind is dict:
        check_members(value, refused, depth)
    elif kind is list or kind is tuple:
        for item in value:
            check(item, refused, depth + 1)
    else:
        raise NotCanonical(f"{kind.__name__} has no place in an entry; use whole numbers, text, lists and objects")


def check_members(value: dict[Any, Any], refused: frozenset[str], depth: int) -> None:
    """`check` for what is known to be a dict."""
    _check_names(tuple(value), refused)
    for item in value.values():
        kind = type(item)
        if kind is not str and not (kind is int and -LARGEST <= item <= LARGEST):  # most members need no further look
            check(item, refused, depth + 1)


@lru_cache(maxsize=1024)  # bodies of one kind have the same names again and again
def _check_names(names: tuple[Any, ...], refused: frozenset[str]) -> None:
    for name in names:
        if type(name) is not str:
            raise NotCanonical(f"member name {name!r} is no text")
        if name in refused:
            raise NotCanonical(f"{name!r} belongs to a person or is a secret; write a commitment instead")
        if not name.isascii() and max(name) > "\uffff":
            # RFC 8785 sorts by UTF-16 units, the encoder by code points; they differ only beyond U+FFFF.
            raise NotCanonical(f"member name {name!r} has a character beyond U+FFFF")
