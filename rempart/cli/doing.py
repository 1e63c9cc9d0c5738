"""Work that a command asked for is done here, or watched where a worker was quicker."""

import time
from collections.abc import Callable
from typing import Any

WAIT_S = 0.5  # between two looks at what another worker does
Told = Callable[[str, int, int | None], None]


def done_here(
    row: Any,
    tell: Callable[[int, int, str], None],
    *,
    is_open: Callable[[Any], bool],
    claim: Callable[[str], Any | None],
    do: Callable[[Any, Told], Any],
) -> Any:
    """The row when it is over. `claim` gives it to us, or nothing while another worker has it."""
    while is_open(row):
        mine = claim(row.uid)
        if mine is not None:
            return do(mine, lambda step, done, total: tell(done, total or 0, step))
        time.sleep(WAIT_S)
        row.refresh_from_db()
    return row
