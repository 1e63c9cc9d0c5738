"""A process that is meant to die: appends, spools, drains and integrates, and says what was acknowledged.

`python -m tests.channel.killed STATE FIRST`: each acknowledged number is printed only after its commit.
"""

import os
import sys
from pathlib import Path

from rempart.channel import database, integrator
from rempart.channel.spool import Spool
from rempart.ledger import keys, store
from rempart.ledger.entry import Entry
from rempart.terms.scope import Subject


def entry(number: int) -> Entry:
    return Entry("test.number.written", "acme", Subject("site", "s1"), number, "system:test", {"number": number})


def say(*numbers: int) -> None:
    """Straight to the pipe: what is still in a buffer was never acknowledged."""
    os.write(1, "".join(f"{number}\n" for number in numbers).encode())


def main(state: Path, first: int) -> None:
    connection = database.connect(state)
    signing, epoch = keys.load_or_create(state), store.claim(connection)
    writer = Spool(state, "guard")
    number = first
    while True:
        with store.writing(connection):
            store.append(connection, [entry(number), entry(number + 1)])
        say(number, number + 1)
        writer.append([entry(number + 2), entry(number + 3)])
        say(number + 2, number + 3)
        if number % 3 == 0:
            integrator.pass_once(connection, state, signing, epoch)
        number += 4


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
