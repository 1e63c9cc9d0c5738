"""Once a day weak, reused, old and unused credentials of programs are looked for."""

from rempart.access.actions.look_at_credentials import look_one
from rempart.channel.duty import Duty

UNIT = Duty(id="look_at_credentials", every_s=60.0, run=look_one)
