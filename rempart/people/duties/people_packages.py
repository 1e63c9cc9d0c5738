"""Lessons from elsewhere that were left at their end are settled."""

from rempart.channel.duty import Duty
from rempart.people.actions.package_tidy import settle_left

UNIT = Duty(id="people_packages", every_s=300.0, run=settle_left)
