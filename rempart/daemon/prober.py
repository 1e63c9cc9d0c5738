"""The watch-tower's eyes as a process: looks at monitors whatever the console and the worker do. Without Django."""

import asyncio
import signal
import sqlite3
import sys

from rempart.channel import logs
from rempart.channel.place import state_folder
from rempart.watch.server.hub import Hub


async def watch() -> None:
    """Until SIGTERM."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await Hub(state_folder()).run(stop)


def main() -> int:
    """Exit code 1 lets the supervisor start it again, with a pause."""
    logs.configure(state_folder(), "watch")
    try:
        asyncio.run(watch())
    except sqlite3.OperationalError as full:
        print(f"watch: {full}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
