"""Privileges, cover, requests and memberships end by themselves."""

from rempart.channel.duty import Duty
from rempart.directory.actions.end_what_is_over import end_what_is_over

UNIT = Duty(id="end_what_is_over", every_s=15.0, run=end_what_is_over)
