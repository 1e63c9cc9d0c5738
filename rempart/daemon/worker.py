"""The worker process: measures sites that wait, folds the ledger, judges what changed, starts what is due."""

import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable

import django

from rempart.channel import logs
from rempart.channel.duty import Duty
from rempart.channel.full import is_disk_full, note_full
from rempart.channel.place import state_folder
from rempart.registry.discover import across_areas

MEASURING = 2  # sites measured at once; each waits for the network most of the time
IDLE_S = 0.3
PAUSE_AFTER_TROUBLE_S = 2.0
LET_GO_S = 5.0  # who rests so long holds no connection: a server has a hundred, and here are sixty threads
PAUSE_ON_FULL_DISK_S = 20.0  # trying more often only writes more of a log that has no room either

log = logging.getLogger("rempart.worker")


def main() -> int:
    """Until SIGTERM. A busy database or one broken run never ends the process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rempart.console.settings")
    logs.configure(state_folder(), "worker")
    django.setup()
    from django.db import OperationalError

    from rempart.daemon.duty import fold_and_judge, leave, measure_one, start_due

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threads = [threading.Thread(target=_loop, args=(stop, measure_one), daemon=True) for _ in range(MEASURING)]
    threads.append(threading.Thread(target=_loop, args=(stop, start_due), daemon=True))
    for duty in across_areas("rempart", "duties", Duty).values():  # a thread each: one that waits delays no other
        threads.append(threading.Thread(target=_loop, args=(stop, duty.run, duty.every_s), daemon=True))
    for thread in threads:
        thread.start()
    _loop(stop, fold_and_judge)
    with contextlib.suppress(OperationalError):  # a busy database: the lease runs out by itself
        leave()
    return 0


def _loop(stop: threading.Event, duty: Callable[[], bool], idle_s: float = IDLE_S) -> None:
    """`duty` answers whether it found something to do; then it is asked again at once."""
    from django.db import close_old_connections, connection

    while not stop.is_set():
        try:
            pause = 0.0 if duty() else idle_s
        except Exception as trouble:  # noqa: BLE001 - process edge: said, and tried again
            log.warning("worker: %s: %s", type(trouble).__name__, trouble)
            is_full = is_disk_full(trouble)
            if is_full:
                note_full(state_folder())
            pause = PAUSE_ON_FULL_DISK_S if is_full else PAUSE_AFTER_TROUBLE_S
            close_old_connections()
        if pause >= LET_GO_S and connection.vendor == "postgresql":
            connection.close()
        stop.wait(pause)


if __name__ == "__main__":
    sys.exit(main())
