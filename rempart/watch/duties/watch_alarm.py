"""The weekly test alarm rings at its hour."""

from rempart.channel.duty import Duty
from rempart.watch.actions.ring_alarm import ring_due

UNIT = Duty(id="watch_alarm", every_s=30.0, run=ring_due)
