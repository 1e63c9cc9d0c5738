"""Does what was asked of the vault, one piece of work at a time."""

from rempart.backup.actions.work import work_one
from rempart.channel.duty import Duty

UNIT = Duty(id="backup_jobs", every_s=1.0, run=work_one)
