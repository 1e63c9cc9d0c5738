"""Serves the outlets, each in a thread of its own: one that is slow delays no other."""

from rempart.channel.duty import Duty
from rempart.record.actions.serve import serve

UNIT = Duty(id="record_deliver", every_s=1.0, run=serve)
