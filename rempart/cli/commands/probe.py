"""`rempart probe serve`: look at monitors from another place, for a hub that enrolled this probe by a code."""

import asyncio
import os
import signal
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from rempart.cli.command import DONE, Command, UsageFault

if TYPE_CHECKING:
    from rempart.watch.server.remote import Own


def arguments(parser: ArgumentParser) -> None:
    """One word so far."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    text = "look at what the hub wants looked at, and tell it what was seen"
    serving = words.add_parser("serve", help=text, description=text)
    serving.add_argument("--folder", type=Path, required=True, help="a folder of its own: the probe's key")
    serving.add_argument("--hub", help="the hub's address, https://…; at enrolment")
    serving.add_argument("--code-file", type=Path, help="a file that holds the code which the hub showed; at enrolment")
    serving.add_argument("--allow-private", action="store_true", help="a hub or sites on private addresses: for a lab")


def run(chosen: Namespace) -> int:
    """Until SIGTERM or Ctrl-C."""
    from rempart.channel.outbound import Barred, Unreached
    from rempart.watch.server import remote

    try:
        own = remote.load(chosen.folder) or _enrol(chosen)
    except (Barred, Unreached, remote.NotEnrolled, OSError) as fault:
        raise UsageFault(f"{fault}") from fault
    print(f"This probe looks for {own.hub}.", flush=True)
    asyncio.run(_serve(own, allow_private=chosen.allow_private))
    return DONE


def _enrol(chosen: Namespace) -> "Own":
    """The code comes from a file or the environment, never from the list of processes."""
    from rempart.watch.server import remote

    code = chosen.code_file.read_text("utf-8") if chosen.code_file else os.environ.get("REMPART_PROBE_CODE", "")
    if not chosen.hub or not code.strip():
        raise UsageFault(
            "This probe is not enrolled yet.", "Give --hub, and the code in --code-file or REMPART_PROBE_CODE."
        )
    hub = str(chosen.hub).rstrip("/")
    if not hub.startswith("https://") and not chosen.allow_private:
        raise UsageFault("The hub's address begins with https://.", "Plain http is for a lab: --allow-private.")
    return remote.enrol(chosen.folder, hub, code, allow_private=chosen.allow_private)


async def _serve(own: "Own", *, allow_private: bool) -> None:
    from rempart.watch.server.remote import Remote

    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await Remote(own, allow_private=allow_private).run(stop)


UNIT = Command("probe", "look from another place for a hub: serve", arguments, run)
