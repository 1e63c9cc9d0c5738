"""People leave, come and move at their moment, not when somebody remembers."""

from rempart.channel.duty import Duty
from rempart.lifecycle.actions.due_changes import one_due_change

UNIT = Duty(id="due_changes", every_s=1.0, run=one_due_change)
