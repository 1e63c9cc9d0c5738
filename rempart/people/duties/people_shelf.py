"""Content of lessons from elsewhere that no package names any more goes."""

from rempart.channel.duty import Duty
from rempart.people.actions.package_tidy import sweep_shelf

UNIT = Duty(id="people_shelf", every_s=3_600.0, run=sweep_shelf)
