"""Writes the exports of organisations that were asked for, and removes those that nobody fetched."""

from rempart.channel.duty import Duty
from rempart.upkeep.tenants.making import make_one

UNIT = Duty(id="make_exports", every_s=2.0, run=make_one)
