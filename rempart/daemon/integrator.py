"""The ledger's single writer as a process: drains spools, gives indexes, signs. Starts without Django."""

import signal
import sys
import threading

from rempart.channel import integrator, logs
from rempart.channel.place import state_folder


def main() -> int:
    """Until SIGTERM."""
    state = state_folder()
    logs.configure(state, "ledger")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    integrator.run(state, stop)
    return 0


if __name__ == "__main__":
    sys.exit(main())
