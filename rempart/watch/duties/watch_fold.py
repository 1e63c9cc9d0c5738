"""What the prober saw is taken in within a second; then what time alone brings about."""

from rempart.channel.duty import Duty
from rempart.channel.place import state_folder
from rempart.watch.actions.pass_time import now_mark, pass_time
from rempart.watch.actions.take_parcels import take_parcels


def run() -> bool:
    """One batch; True when more waits."""
    now = now_mark()
    return take_parcels(state_folder(), now) or pass_time(now)


UNIT = Duty(id="watch_fold", every_s=0.5, run=run)
