"""Updates, in the background: what the record hears once a day."""

from rempart.channel.duty import Duty
from rempart.updates.actions.clock import tell_one

UNIT = Duty(id="updates_tell", every_s=60.0, run=tell_one)
