"""The replayed clock: our side and the companion live in another moment for as long as it is held.

Settle outside of it: the ledger records when entries were really written.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

NAME = "demo-clock"
_PHP = """
$GLOBALS['demo_shift'] = (float) @file_get_contents(__DIR__ . '/demo-clock.txt');
$_SERVER['REQUEST_TIME_FLOAT'] = \\microtime(true) + $GLOBALS['demo_shift'];
"""
_SPACE = """
namespace {space} {{
    function time() {{ return (int) (\\time() + $GLOBALS['demo_shift']); }}
    function microtime($f = false) {{ return \\microtime(true) + $GLOBALS['demo_shift']; }}
}}
"""
_SPACES = ("Rempart\\Companion", "Rempart\\Companion\\Enforce", "Rempart\\Companion\\Ops")


@contextmanager
def at(moment_ms: int, wordpress: Any) -> Iterator[None]:
    """In this process, and in the companion of that site; nothing else there lives in the past."""
    shift_s = moment_ms / 1_000 - time.time()
    spaces = "".join(_SPACE.format(space=one) for one in _SPACES)
    wordpress.write(f"wp-content/mu-plugins/{NAME}.txt", str(shift_s))
    wordpress.must_use(NAME, f"namespace {{{_PHP}}}{spaces}")
    try:
        with ours_at(moment_ms):
            yield
    finally:
        wordpress.must_use(NAME, None)
        wordpress.delete(f"wp-content/mu-plugins/{NAME}.txt")


@contextmanager
def ours_at(moment_ms: int) -> Iterator[None]:
    """In this process alone."""
    real, real_ns = time.time, time.time_ns
    shift_s = moment_ms / 1_000 - real()
    time.time, time.time_ns = lambda: real() + shift_s, lambda: real_ns() + round(shift_s * 1e9)
    try:
        yield
    finally:
        time.time, time.time_ns = real, real_ns
