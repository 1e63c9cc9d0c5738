"""Asks connected sites: what happened every minute, a whole look every hour."""

from rempart.channel.duty import Duty
from rempart.companion.actions.poll import serve

UNIT = Duty(id="companion_poll", every_s=2.0, run=serve)
