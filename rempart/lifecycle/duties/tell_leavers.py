"""Once a day the record learns how fast leavers lost their access."""

from rempart.channel.duty import Duty
from rempart.lifecycle.actions.tell_leavers import tell_one

UNIT = Duty(id="tell_leavers", every_s=60.0, run=tell_one)
