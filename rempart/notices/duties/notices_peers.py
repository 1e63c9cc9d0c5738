"""Those who report here are missed when they fall silent."""

from rempart.channel.duty import Duty
from rempart.notices.actions.watch_peers import miss

UNIT = Duty(id="notices_peers", every_s=2.0, run=miss)
