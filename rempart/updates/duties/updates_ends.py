"""Updates, in the background: ways back that are over."""

from rempart.channel.duty import Duty
from rempart.updates.actions.clock import end_a_way_back

UNIT = Duty(id="updates_ends", every_s=60.0, run=end_a_way_back)
