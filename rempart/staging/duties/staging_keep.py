"""Copies are looked after, and gone after 24 hours whatever happens."""

from rempart.channel.duty import Duty
from rempart.staging.actions.keep_copies import keep

UNIT = Duty(id="staging_keep", every_s=5.0, run=keep)
