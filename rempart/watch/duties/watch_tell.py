"""Every few hours, and after each alarm, the record learns how sites are watched and who heard."""

from rempart.channel.duty import Duty
from rempart.watch.actions.tell_watch import tell_one

UNIT = Duty(id="watch_tell", every_s=20.0, run=tell_one)
