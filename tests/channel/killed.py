"""A process that is meant to die, in one of three roles; each acknowledged number is printed only after its commit.

`python -m tests.channel.killed STATE ROLE FIRST`: `console` appends as actions do, `worker` drains, integrates and asks
the witnesses (and prints less than zero after a pass), any other word is a spool's origin.
"""

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rempart.channel import cosign, database, integrator
from rempart.channel.spool import Spool
from rempart.ledger import store
from rempart.ledger.entry import Entry
from rempart.ledger.store import FAULTS
from rempart.terms.scope import Subject

PACE_S = 0.001  # between two writes of one process: a writer that never lets go of its file is no load but a blockade
PAUSE_S = 0.02  # of the worker, so that most kills find it at work


def entry(number: int) -> Entry:
    return Entry("test.number.written", "acme", Subject("site", "s1"), number, "system:test", {"number": number})


def say(*numbers: int) -> None:
    """Straight to the pipe: what is still in a buffer was never acknowledged."""
    os.write(1, "".join(f"{number}\n" for number in numbers).encode())


def write_for_ever(take: Callable[[list[Entry]], object], first: int) -> None:
    number = first
    while True:
        with contextlib.suppress(*FAULTS):  # busy: nothing was acknowledged, and the next try has other numbers
            take([entry(number), entry(number + 1)])
            say(number, number + 1)
        number += 2
        time.sleep(PACE_S)


def console(state: Path, first: int) -> None:
    connection = database.connect(state)

    def act(entries: list[Entry]) -> None:
        with store.writing(connection):
            store.append(connection, entries)

    write_for_ever(act, first)


def worker(state: Path) -> None:
    stop = threading.Event()

    def ask() -> None:
        connection = database.connect(state)
        while not stop.wait(PAUSE_S):
            with contextlib.suppress(*FAULTS):
                cosign.ask_all(connection)

    plain = integrator.pass_once

    def pass_and_say(*given: Any) -> int:
        done = plain(*given)
        if done:
            say(-done)
        return done

    threading.Thread(target=ask, daemon=True).start()
    integrator.pass_once = pass_and_say
    integrator.PAUSE_S = PAUSE_S
    integrator.RETRY_S = PAUSE_S
    integrator.run(state, stop)


def main(state: Path, role: str, first: int) -> None:
    if role == "worker":
        worker(state)
    elif role == "console":
        console(state, first)
    else:
        write_for_ever(Spool(state, role).append, first)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
