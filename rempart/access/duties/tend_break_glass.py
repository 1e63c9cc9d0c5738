"""The sealed way in closes in time, is reviewed in time, and is tried once a year."""

from rempart.access.actions.close_break_glass import tend_break_glass
from rempart.channel.duty import Duty

UNIT = Duty(id="tend_break_glass", every_s=15.0, run=tend_break_glass)
