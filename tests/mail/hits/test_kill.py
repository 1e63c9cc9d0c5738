"""The real server is killed while hits pour in: every one that was answered is a row afterwards, and none is there twice."""

import contextlib
import http.client
import json
import os
import signal
import threading
from pathlib import Path

import pytest

from rempart.mail.store.joining import hash_of
from tests.daemon.house import House, living, until

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("mail-hits")]

# One campaign of 40 people without a mail having gone out; their tokens.
BEGIN = """
import django, json
django.setup()
from tests.mail.hits.drill import make_drill, people
from rempart.daemon.prepare import first_organisation
house = first_organisation()
drill = make_drill(house, people(house, 40))
print(json.dumps(list(drill.tokens.values())))
"""
SEEN = """
from rempart.mail.store.hits import Hit
seen = list(Hit.objects.values_list("message__token_hash", "link", "kind"))
"""
KILLS = 2
EACH = 1_900  # addresses of one clicker: below what is kept of a mail


class Clicker(threading.Thread):
    """Asks for addresses, each one once, and notes what was answered."""

    def __init__(self, house: House, tokens: list[str], first: int) -> None:
        super().__init__(daemon=True)
        self.house = house
        self.addresses = [(tokens[n % len(tokens)], n // len(tokens)) for n in range(first, first + EACH)]
        self.answered: list[tuple[str, int]] = []
        self.over = threading.Event()

    def run(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=5)
        with contextlib.closing(line):
            for token, link in self.addresses:
                try:
                    line.request("GET", f"/t/{token}/{link}", headers={"User-Agent": "x" * 200})
                    answer = line.getresponse()
                    answer.read()
                    assert answer.status == 303
                    self.answered.append((token, link))
                except (OSError, http.client.HTTPException):
                    line.close()  # it is being started again
                if self.over.wait(0.01):
                    return


def test_none_that_was_answered_is_lost_in_a_kill(tmp_path: Path) -> None:
    with living(tmp_path / "data") as house:
        made = house.run("-c", BEGIN)
        assert made.returncode == 0, made.stderr
        tokens = json.loads(made.stdout)
        clickers = [Clicker(house, tokens, EACH * number) for number in range(2)]

        def count() -> int:
            return sum(len(one.answered) for one in clickers)

        for one in clickers:
            one.start()
        for _ in range(KILLS):
            enough = count() + 100
            until(lambda enough=enough: count() > enough)
            for name in ("granian", "rempart.daemon.worker"):
                if pid := house.child(name):
                    os.killpg(pid, signal.SIGKILL)
        enough = count() + 50
        until(lambda: count() > enough)
        for one in clickers:
            one.over.set()
            one.join(10)
        answered = {(hash_of(token), link) for one in clickers for token, link in one.answered}
        with house.watcher(SEEN) as ask:
            rows = until(lambda: len(found := ask()) >= len(answered) and found)
    kept = [(token, link) for token, link, _ in rows]
    assert answered <= set(kept)
    assert len(kept) == len(set(kept))
