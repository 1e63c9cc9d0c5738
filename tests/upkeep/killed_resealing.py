"""Begins a new key for settings and dies by SIGKILL at the Nth value, in the middle of a batch."""

import importlib
import os
import signal
import sys
from pathlib import Path
from typing import Any

from rempart.upkeep.rotatable import set_up
from rempart.upkeep.rotation.settings import UNIT

set_up()
resealing: Any = importlib.import_module("rempart.upkeep.resealing")
left = int(sys.argv[2])
real = resealing.Resealed.again


def again(self: Any, held: bytes, context: str) -> bytes:
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    resealed: bytes = real(self, held, context)
    return resealed


resealing.BATCH = 4
resealing.Resealed.again = again
UNIT.rotate(Path(sys.argv[1]), 0)
