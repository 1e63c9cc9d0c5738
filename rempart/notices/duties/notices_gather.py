"""Notices follow the ledger."""

from rempart.channel.duty import Duty
from rempart.notices.actions.gather import gather

UNIT = Duty(id="notices_gather", every_s=0.5, run=gather)
