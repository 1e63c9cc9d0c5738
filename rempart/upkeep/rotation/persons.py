"""The master key over the keys of persons."""

import contextlib
from pathlib import Path

from rempart.channel import database
from rempart.ledger import person_keys, person_keys_master
from rempart.upkeep.rotatable import Rotatable


def rotate(state: Path, now_ms: int) -> str:
    """A new master, and every person's key under it; killed in between, `rempart ledger rotate-master` goes on."""
    with contextlib.closing(database.connect(state)) as connection:
        wrapped = person_keys.rotate(connection, person_keys_master.of_state(state))
    left = f" {wrapped.unreadable} cannot be opened by any master here." if wrapped.unreadable else ""
    said = f"A new master covers {wrapped.done} keys of persons.{left}"
    return f"{said} The old one opens copies of keys made before; `rempart ledger rotate-master --retire` destroys it later."


UNIT = Rotatable("persons", "the master key over the keys of persons", rotate)
