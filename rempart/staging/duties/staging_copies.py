"""Copies that were asked for are made, one after another."""

from rempart.channel.duty import Duty
from rempart.staging.actions.keep_copies import make_one

UNIT = Duty(id="staging_copies", every_s=2.0, run=make_one)
