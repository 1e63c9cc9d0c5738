"""Mail what was written: codes first of all, so twice a second."""

from rempart.access.actions.send_letters import send_letters
from rempart.channel.duty import Duty

UNIT = Duty(id="send_letters", every_s=0.5, run=send_letters)
