"""This installation reports that it lives."""

from rempart.channel.duty import Duty
from rempart.notices.actions.report_life import report_life

UNIT = Duty(id="notices_pulse", every_s=2.0, run=report_life)
