"""Passwords that have leaked: a list on this machine, nothing is asked of anybody.

Always the 20,000 commonest (they come with Django); and, where the operator puts it, `<state>/breached-passwords`:
the file of hashes that Have I Been Pwned offers (lines `SHA1:COUNT`, sorted by hash), read by halving.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from rempart.channel.place import state_folder

FILE = "breached-passwords"
LINE_BYTES = 128  # a line has 40 digits, a colon and a count; a longer one is not of this form
HASH_DIGITS = 40


@lru_cache(maxsize=1)
def _common() -> CommonPasswordValidator:
    return CommonPasswordValidator()


def is_breached(password: str) -> bool:
    """Does the password stand in one of the lists?"""
    try:
        _common().validate(password)
    except ValidationError:
        return True
    file = state_folder() / FILE
    return file.is_file() and stands_in(file, password)


def stands_in(file: Path, password: str) -> bool:
    """About 35 reads for the whole list of 40 GB. A file of another form finds nothing."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with file.open("rb") as held:
        low, high = 0, file.stat().st_size  # the wanted line, if any, begins in [low, high)
        while low < high:
            middle = (low + high) // 2
            start, line = _line_from(held, middle)
            if not line or start >= high:
                high = middle
                continue
            found = line[:HASH_DIGITS].upper()
            if found == wanted:
                return True
            low, high = (start + len(line), high) if found < wanted else (low, middle)
    return False


def _line_from(held: BinaryIO, position: int) -> tuple[int, bytes]:
    """The first whole line that begins at `position` or later: where, and its bytes with the end."""
    held.seek(max(position - 1, 0))
    if position > 0:
        held.readline(LINE_BYTES)  # the rest of a line; nothing but its end when a line begins at `position`
    start = held.tell()
    return start, held.readline(LINE_BYTES)
