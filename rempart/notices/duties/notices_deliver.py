"""What is due is sent."""

from rempart.channel.duty import Duty
from rempart.notices.actions.deliver import deliver

UNIT = Duty(id="notices_deliver", every_s=1.0, run=deliver)
