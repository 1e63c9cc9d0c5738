"""Updates, in the background: one piece of work at a time."""

from rempart.channel.duty import Duty
from rempart.updates.actions.work import work_one

UNIT = Duty(id="updates_jobs", every_s=1.0, run=work_one)
