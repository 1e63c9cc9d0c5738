"""What machines can say of a reported mail is said before somebody opens it."""

from rempart.channel.duty import Duty
from rempart.mail.actions.look_at import look_at_one

UNIT = Duty(id="mail_look", every_s=5.0, run=look_at_one)
