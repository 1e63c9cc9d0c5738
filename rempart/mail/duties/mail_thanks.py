"""Who reported drills is thanked in the record, once the day is over."""

from rempart.channel.duty import Duty
from rempart.mail.actions.tell_thanks import tell_thanks

UNIT = Duty(id="mail_thanks", every_s=600.0, run=tell_thanks)
