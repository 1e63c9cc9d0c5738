"""Alarms for exercise that nobody answers come to their end."""

from rempart.channel.duty import Duty
from rempart.staging.actions.answer_alarm import end_unanswered

UNIT = Duty(id="staging_alarms", every_s=15.0, run=end_unanswered)
