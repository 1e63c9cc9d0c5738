"""The figures of a drill are fixed once it is over."""

from rempart.channel.duty import Duty
from rempart.mail.actions.fix_figures import fix_one

UNIT = Duty(id="mail_figures", every_s=300.0, run=fix_one)
