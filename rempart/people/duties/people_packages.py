"""Lessons from elsewhere that were left at their end are settled, and content that nothing names any more goes."""

from rempart.channel.duty import Duty
from rempart.people.actions.package_tidy import tidy

UNIT = Duty(id="people_packages", every_s=300.0, run=tidy)
