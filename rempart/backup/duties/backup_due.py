"""Snapshots, checks and rehearsals at their moment."""

from rempart.backup.actions.clock import ask_what_is_due
from rempart.channel.duty import Duty

UNIT = Duty(id="backup_due", every_s=10.0, run=ask_what_is_due)
