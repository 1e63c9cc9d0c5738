"""Python imports this when it starts, where this folder stands on its path: then the time of day is ahead by the seconds
that a file names. Timers and pauses (`time.monotonic`) stay as they are.
"""

import os
import time
from pathlib import Path

_FILE = Path(os.environ.get("TESTS_CLOCK", os.devnull))
_time_ns = time.time_ns


def _ahead_ns() -> int:
    return round(float(_FILE.read_text("ascii")) * 1_000_000_000)


def _moved_ns() -> int:
    return _time_ns() + _ahead_ns()


def _moved() -> float:
    return _moved_ns() / 1_000_000_000


if "TESTS_CLOCK" in os.environ:
    time.time_ns, time.time = _moved_ns, _moved
