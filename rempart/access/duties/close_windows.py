"""Failures of the last ten minutes become one entry an account."""

from rempart.access.actions.note_failure import close_windows
from rempart.channel.duty import Duty

UNIT = Duty(id="close_windows", every_s=30.0, run=lambda: close_windows() > 0)
