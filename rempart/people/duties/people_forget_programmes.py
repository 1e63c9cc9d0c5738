"""Programmes that ended a year ago are forgotten."""

from rempart.channel.duty import Duty
from rempart.people.actions.forget_programmes import forget_programmes

UNIT = Duty(id="people_forget_programmes", every_s=3_600.0, run=forget_programmes)
