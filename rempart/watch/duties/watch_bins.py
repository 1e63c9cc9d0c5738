"""Hours become days, and days go after two years: no row per look, and none for ever."""

from rempart.channel.duty import Duty
from rempart.directory.actions.action import now_ms
from rempart.watch.store.bins import fold_hours


def run() -> bool:
    """One batch."""
    return fold_hours(now_ms())


UNIT = Duty(id="watch_bins", every_s=600.0, run=run)
