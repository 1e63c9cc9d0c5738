"""A thread that rests holds no connection to a database server meanwhile; SQLite's stay open."""

import threading
import time
from typing import Any

import pytest

from rempart.daemon.worker import LET_GO_S, _loop

pytestmark = pytest.mark.django_db(transaction=True)
WAIT_S = 90.0


@pytest.mark.parametrize("rest_s", [1.0, LET_GO_S])
def test_who_rests_for_long_lets_go_of_the_server(rest_s: float) -> None:
    stop, seen = threading.Event(), []

    def look() -> bool:
        from django.db import connections

        line: Any = connections["default"]
        line.inc_thread_sharing()  # so that the test may look at it
        line.cursor().execute("SELECT 1")
        seen.append(line)
        return False

    thread = threading.Thread(target=_loop, args=(stop, look, rest_s), daemon=True)
    thread.start()
    try:
        ends = time.monotonic() + WAIT_S
        while not seen or (seen[0].vendor == "postgresql" and rest_s >= LET_GO_S and seen[0].connection is not None):
            assert time.monotonic() < ends
            time.sleep(0.01)
        lets_go = seen[0].vendor == "postgresql" and rest_s >= LET_GO_S
        assert (seen[0].connection is None) == lets_go
    finally:
        stop.set()
        thread.join(WAIT_S)
        seen[0].close()
