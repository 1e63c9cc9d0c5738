"""3,000 mails of a drill through a mail server that takes 50 ms each: `python -m bench.sending [--people N] [--lines N]`.

One JSON line: seconds from the first claim to the last answer, mails a second, and the floor of as many connections.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

DELAY_S = 0.05


def main() -> None:
    """Everything is real: ledger of messages on SQLite with full sync, SMTP over loopback, a server in its own process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=3_000)
    parser.add_argument("--lines", type=int, default=24)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rempart-bench-") as folder:
        state = Path(folder) / "state"
        state.mkdir()
        os.environ |= {"REMPART_DATA": str(state), "DJANGO_SETTINGS_MODULE": "rempart.console.settings"}
        from tests.mail.drills import killed
        from tests.servers.mailbox import mailbox

        with mailbox(Path(folder), delay_s=DELAY_S) as server:
            campaign = killed.ready(state, server.port, chosen.people)
            from rempart.mail.store.drill import Profile

            Profile.objects.update(connections=chosen.lines)
            begun = time.monotonic()
            killed.send(campaign)
            took = time.monotonic() - begun
            taken = server.taken()
        assert len(taken) == chosen.people
        assert set(taken.values()) == {1}
    floor = chosen.people * DELAY_S / chosen.lines
    told = {"mails": chosen.people, "connections": chosen.lines, "seconds": round(took, 1)}
    print(json.dumps({**told, "a_second": round(chosen.people / took), "floor_s": round(floor, 1)}))


if __name__ == "__main__":
    main()
