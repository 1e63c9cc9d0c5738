"""Once a week challenges between departments are counted."""

from rempart.channel.duty import Duty
from rempart.people.actions.challenges import count_weeks

UNIT = Duty(id="people_challenge", every_s=900.0, run=count_weeks)
