"""A contest in a room with an address of its own, played in namespaces of the network: `STATE`, as root of a new one.

The hub has an address in the room and one outside; a player sits in the room, a stranger outside. What each of them and
the sites themselves reach is printed as one JSON document (tests/contest/test_room.py reads it).
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

NAME = "range.example"
HUB, PLAYER = "10.77.0.1", "10.77.0.2"
HUB_OUTSIDE, STRANGER = "198.51.100.1", "198.51.100.2"
CALLER = Path(__file__).with_name("caller.py")
LISTENER = """
import socket, sys
server = socket.socket(); server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("0.0.0.0", 8099)); server.listen()
print("ready", flush=True)
while True:
    line, where = server.accept()
    print(where[0], flush=True)
    line.close()
"""


def main(state: str) -> None:
    """One contest, looked at from everywhere."""
    os.environ |= {"REMPART_DATA": state, "DJANGO_SETTINGS_MODULE": "rempart.console.settings"}
    os.environ |= {"REMPART_RANGE_LISTEN": HUB, "REMPART_RANGE_NAME": NAME, "REMPART_RANGE_PORT": "80"}
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    with _place(HUB, PLAYER, "room") as player, _place(HUB_OUTSIDE, STRANGER, "away") as stranger:
        print(json.dumps(_played(player, stranger)))


class Place:
    """A network of its own with one machine in it, which listens and writes down who came."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process, self._came = process, list[str]()
        self._is_over = threading.Thread(target=self._listen, daemon=True)

    def begin(self) -> None:
        """It listens."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "ready\n"
        self._is_over.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        self._came.extend(line.strip() for line in self.process.stdout)

    def all_who_came(self) -> list[str]:
        """In order, until now; it listens no longer."""
        self.process.terminate()
        self._is_over.join(20)
        return self._came

    def run(self, *command: str) -> str:
        """There."""
        into = ["nsenter", f"--net=/proc/{self.process.pid}/ns/net", *command]
        return subprocess.run(into, check=True, capture_output=True, text=True, timeout=120).stdout

    def ask(self, address: str, host: str, path: str, cookies: list[str] | None = None, *, port: int) -> Any:
        """Status, page, cookies."""
        given = [address, str(port), host, path, "; ".join(cookies or ())]
        return json.loads(self.run(sys.executable, "-S", "-E", str(CALLER), *given))


@contextlib.contextmanager
def _place(here: str, there: str, name: str) -> Iterator[Place]:
    """A cable from the hub to it."""
    listener = ["unshare", "--net", sys.executable, "-S", "-E", "-c", "input();" + LISTENER]
    process = subprocess.Popen(listener, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    place = Place(process)
    try:
        _until_apart(process.pid)
        _ip("link", "set", "lo", "up")
        _ip("link", "add", f"{name}0", "type", "veth", "peer", "name", f"{name}1", "netns", str(process.pid))
        _ip("address", "add", f"{here}/24", "dev", f"{name}0")
        _ip("link", "set", f"{name}0", "up")
        place.run("ip", "address", "add", f"{there}/24", "dev", f"{name}1")
        place.run("ip", "link", "set", f"{name}1", "up")
        place.begin()
        yield place
    finally:
        process.kill()
        process.wait()


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, timeout=120)


def _until_apart(pid: int) -> None:
    """`unshare` has made the new network."""
    own = Path("/proc/self/ns/net").readlink()
    while Path(f"/proc/{pid}/ns/net").readlink() == own:
        os.sched_yield()


def _played(player: Place, stranger: Place) -> dict[str, Any]:
    from rempart.contest.actions import live, play
    from rempart.contest.actions.check_minute import MINUTE_MS, check
    from rempart.contest.store.models import Camp, Contest
    from tests.cast import make_cast
    from tests.contest.house import running

    with running(make_cast()) as (row, red, blue, of_red, _):
        host = urlsplit(blue.address).netloc
        port = urlsplit(blue.address).port or 80
        door = play.enter(of_red, row, blue).removeprefix(blue.address)
        entered = player.ask(HUB, host, door, port=port)
        Contest.objects.filter(pk=row.pk).update(marked_ms=row.marked_ms - 2 * MINUTE_MS)
        assert check()
        sides = list(Camp.objects.filter(contest=row).order_by("pk"))
        asked = {
            "entered": entered,
            "played": player.ask(HUB, host, "/", entered[2], port=port),
            "flag": player.ask(HUB, host, "/wp-config.php.bak", entered[2], port=port),
            "to_sign_in": player.ask(HUB, host, "/wp-admin/", entered[2], port=port),
            "crossed": player.ask(HUB, urlsplit(red.address).netloc, "/", entered[2], port=port),
            "used_twice": player.ask(HUB, host, door, port=port),
            "without_word": player.ask(HUB, host, "/wp-config.php.bak", port=port),
            "by_number": player.ask(HUB, f"{HUB}:{port}", "/", entered[2], port=port),
            "other_address": stranger.ask(HUB_OUTSIDE, host, "/", entered[2], port=port),
            "no_way": stranger.ask(HUB, host, "/", port=port),
            "own_loopback": _reaches("127.0.0.1", port),
        }
        stranger.run("ip", "route", "add", f"{HUB}/32", "via", HUB_OUTSIDE)
        asked["by_a_trick"] = stranger.ask(HUB, host, "/wp-config.php.bak", port=port)
        inside = _inside(live.LIVE[blue.uid], port)
        return {
            "addresses": [one.address for one in sides], "asked": asked, "inside": inside, "uid": blue.uid,
            "board": [[one.checks, one.works, one.is_working] for one in sides],
            "hub_itself": [_is_noted(PLAYER), _is_noted(STRANGER)],
            "came": [place.all_who_came() for place in (player, stranger)],
        }  # fmt: skip


def _inside(site: Any, port: int) -> dict[str, bool]:
    """What the site's own PHP reaches."""
    found = {}
    for address, at in (
        (HUB, port),
        (HUB, 22),
        (PLAYER, 8099),
        (HUB_OUTSIDE, port),
        (STRANGER, 8099),
        ("127.0.0.1", port),
    ):
        ran = site.php(f"echo @fsockopen('{address}', {at}, $a, $b, 1) ? 'OUT' : 'in';", with_site=False)
        found[f"{address}:{at}"] = ran.out != b"in"
    ran = site.php("echo gethostbyname('range.example') === 'range.example' ? 'in' : 'OUT';", with_site=False)
    found["names"] = ran.out != b"in"
    return found


def _reaches(address: str, port: int) -> bool:
    """From the hub."""
    with socket.socket() as line:
        line.settimeout(2)
        return line.connect_ex((address, port)) == 0


def _is_noted(address: str) -> bool:
    """Knocks last of all: the listener hangs up when it has written down us, and so everybody before us."""
    with socket.create_connection((address, 8099), timeout=120) as line:
        return line.recv(1) == b""


if __name__ == "__main__":
    main(*sys.argv[1:])
