"""What is older than a year is forgotten."""

from rempart.channel.duty import Duty
from rempart.people.actions.forget_old import forget_old

UNIT = Duty(id="people_forget", every_s=3_600.0, run=forget_old)
