"""kill -9 of the worker at seeded moments of a contest: while its sites are made, planted, played on and ended."""

import contextlib
import http.client
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.backup.killing import Clerk, Worker
from tests.contest.house import Visitor
from tests.contest.killed import SIDES

PATIENCE_S = 240.0  # sites run at a lower rank than everything else: on a busy machine they wait long
GONE_S = 60.0  # the kernel takes a killed worker's programs at once; a busy machine says so later
FLAG = re.compile(r"flag-[a-z2-7]{24}")
RED, BLUE = SIDES
FILE = "wp-config.php.bak"
# When the worker is killed: what has begun, and within how many seconds from then.
MOMENTS = (("made", 3.0), ("planted", 0.5), ("played", 1.5), ("over", 2.0), ("ended", 0.4))


def kill_and_check(folder: Path, *, seed: int, kills: int) -> Counter[str]:
    """Contest after contest, five kills each; what was going on when the worker died."""
    chance, done = random.Random(seed), Counter[str]()
    (folder / "state").mkdir(mode=0o700)
    clerk = Clerk(folder, module="tests.contest.killed")
    try:
        assert clerk.call("setup")
        while sum(done.values()) < kills:
            done += _Contest(clerk, folder / "state" / "ranges", chance).played()
    finally:
        clerk.end()
    return done


class _Contest:
    """One, killed at each of the moments."""

    def __init__(self, clerk: Clerk, ranges: Path, chance: random.Random) -> None:
        self.clerk, self.ranges, self.chance = clerk, ranges, chance
        self.uid = clerk.call("call")
        self.ports: set[int] = set()

    def played(self) -> Counter[str]:
        """To the end, by six workers, of which five are killed."""
        done = Counter[str]()
        for moment, within_s in MOMENTS:
            worker = Worker(self.clerk)
            try:
                getattr(self, f"_{moment}")()
                time.sleep(self.chance.random() * within_s)
                family = below(worker.pid)
                told = self.look()
            finally:
                worker.end()
            done[_doing(told)] += 1
            self._nothing_runs(family)
        worker = Worker(self.clerk)
        try:
            self.until(lambda told: told["stage"] not in ("waiting", "running"))
            self._is_over(below(worker.pid))
        finally:
            worker.end()
        return done

    def look(self) -> Any:
        """How it stands; where its gates were is remembered."""
        told = self.clerk.call("look", self.uid)
        self.ports |= {urlsplit(one["address"]).port or 80 for one in told["sides"].values() if one["address"]}
        assert not told["trouble"], told
        for side in told["sides"].values():
            assert side["minutes"] <= side["works"] <= side["checks"], told
        return told

    def until(self, is_so: Callable[[Any], bool]) -> Any:
        """Looks until it is so."""
        ends = time.monotonic() + PATIENCE_S
        while not is_so(told := self.look()):
            assert time.monotonic() < ends, told
            time.sleep(0.05)
        return told

    def _made(self) -> None:
        """The first site lies there in part."""
        self._until_lies("own", 1)

    def _planted(self) -> None:
        """WordPress stands on the second one, and its weaknesses are being laid."""
        self._until_lies("fresh.json", 2)

    def _until_lies(self, name: str, many: int) -> None:
        ends = time.monotonic() + PATIENCE_S
        while len(list((self.ranges / self.uid).glob(f"*/{name}"))) < many:
            assert time.monotonic() < ends
            time.sleep(0.01)

    def _played(self) -> None:
        """A flag is found; the other side closes two weaknesses, and the board says so when it was seen."""
        told = self._stands()
        there = Visitor(self.clerk.call("enter", self.uid, RED, BLUE))
        found = FLAG.search(there.get(f"/{FILE}")[1])
        assert found
        assert self.clerk.call("hand_in", self.uid, RED, found[0]) == "first"
        self.clerk.call("remedy", self.uid, BLUE, "switch_on", "open_orders")
        self.clerk.call("remedy", self.uid, BLUE, "delete_file", FILE)
        assert told["sides"][RED]["closed"] == []

    def _over(self) -> None:
        """What was chosen before the kill was done once it lives again; then a site is made anew."""
        told = self._stands()
        told = self.until(
            lambda told: _is_idle(told) and told["sides"][BLUE]["closed"] == ["config_backup", "open_orders"]
        )
        assert [stage for *_, stage in told["remedies"]] == ["done", "done"]
        assert not FLAG.search(Visitor(self.clerk.call("enter", self.uid, RED, BLUE)).get(f"/{FILE}")[1])
        self.clerk.call("remedy", self.uid, BLUE, "start_over", "site")

    def _ended(self) -> None:
        """The new site has all its weaknesses; a minute says so; then the end is asked for."""
        self._stands()
        told = self.until(_is_idle)
        checks = told["sides"][BLUE]["checks"]
        told = self.until(lambda told: told["sides"][BLUE]["checks"] > checks + 1 and not told["sides"][BLUE]["closed"])
        assert told["sides"][RED]["attack"] == 15
        self.clerk.call("enter", self.uid, RED, BLUE)
        self.clerk.call("end", self.uid)

    def _stands(self) -> Any:
        """Both sites answer, where the rows say."""
        return self.until(
            lambda told: told["stage"] == "running" and all(answers(one["address"]) for one in told["sides"].values())
        )

    def _nothing_runs(self, family: set[tuple[int, str]]) -> None:
        """Of a killed worker: no program of its sites, and nobody listens where its gate was."""
        ends = time.monotonic() + GONE_S
        while left := {one for one in family if born(one[0]) == one[1]}:
            assert time.monotonic() < ends, [named(pid) for pid, _ in left]
            time.sleep(0.02)
        assert not any(is_held(port) for port in self.ports)

    def _is_over(self, family: set[tuple[int, str]]) -> None:
        """Ended, as the rows, the record and the disk say; the points stand, and nobody plays for anyone."""
        told = self.look()
        assert told["stage"] == "ended"
        assert told["folders"] == []
        assert told["words"] == 0
        assert all(one["members"] == 0 and one["address"] == "" for one in told["sides"].values())
        assert told["sides"][RED]["attack"] == 15
        for kind in ("contest.contest.opened", "contest.contest.begun", "contest.contest.ended", "contest.flag.found"):
            assert told["told"].count(kind) == 1, told["told"]
        assert not [pid for pid, _ in family if born(pid)], "a program of a site outlives its contest"
        assert not walled(self.ranges)


def _doing(told: Any) -> str:
    """In a word, for the log."""
    if told["stage"] == "waiting":
        return "making"
    if told["stage"] != "running":
        return "over"
    return "running" if _is_idle(told) else "remedying"


def _is_idle(told: Any) -> bool:
    """No remedy waits."""
    return all(stage != "waiting" for *_, stage in told["remedies"])


def answers(address: str) -> bool:
    """Does a gate stand there?"""
    if not address:
        return False
    line = http.client.HTTPConnection("127.0.0.1", urlsplit(address).port, timeout=60)
    try:
        line.request("GET", "/", headers={"Host": address.removeprefix("http://")})
        return line.getresponse().status == 403
    except OSError:
        return False
    finally:
        line.close()


def is_held(port: int) -> bool:
    """Does somebody of this machine listen there? By the kernel's list: a connection could meet somebody else's."""
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return any(line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A" for line in lines)


def below(pid: int) -> set[tuple[int, str]]:
    """Every process that this one and those below it have started, with when each was born."""
    found, waiting = set[tuple[int, str]](), [pid]
    while waiting:
        for file in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                for child in map(int, file.read_text().split()):
                    waiting.append(child)
                    found |= {(child, since) for since in [born(child)] if since}
    return found


def born(pid: int) -> str:
    """When, by the kernel's clock; empty for one that is gone, or only waits to be buried."""
    try:
        rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if rest[0] in "ZX" else rest[19]


def named(pid: int) -> str:
    """For a message."""
    with contextlib.suppress(OSError):
        return f"{pid} {Path(f'/proc/{pid}/cmdline').read_bytes()[:300]!r}"
    return f"{pid} gone"


def walled(ranges: Path) -> list[str]:
    """Programs of whoever's that have a folder of these ranges."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if str(ranges).encode() in (entry / "cmdline").read_bytes() and born(int(entry.name)):
                    found.append(named(int(entry.name)))
    return found
