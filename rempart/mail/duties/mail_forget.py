"""Single results that are older than a year are forgotten."""

from rempart.channel.duty import Duty
from rempart.mail.actions.forget_drills import forget_drills

UNIT = Duty(id="mail_forget", every_s=3_600.0, run=forget_drills)
