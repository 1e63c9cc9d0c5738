"""Reminders in working hours."""

from rempart.channel.duty import Duty
from rempart.people.actions.remind_learners import remind_some

UNIT = Duty(id="people_remind", every_s=600.0, run=remind_some)
